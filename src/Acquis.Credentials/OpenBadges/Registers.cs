namespace Acquis.Credentials.OpenBadges;

/// <summary>How the national directory of certifications (France compétences) names and shows what is registered.</summary>
public static class Registers
{
    /// <summary>The public page of a registration; the code itself says which of the two registers, such as <c>RNCP38822</c> or <c>RS5678</c>.</summary>
    public static string AddressOf(string code)
    {
        var digits = code.AsSpan().IndexOfAnyInRange('0', '9') is var at and > 0 ? at : code.Length;
        return $"https://www.francecompetences.fr/recherche/{Uri.EscapeDataString(code[..digits].ToLowerInvariant())}/{Uri.EscapeDataString(code[digits..])}/";
    }

    /// <summary>Code of a bloc, such as <c>RNCP38822BC01</c>.</summary>
    /// <param name="rank">Its rank in the registration, from 1.</param>
    public static string BlockCode(string code, int rank) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{code}BC{rank:00}");
}
