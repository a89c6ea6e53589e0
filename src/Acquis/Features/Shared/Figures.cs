using System.Globalization;
using Acquis.Infrastructure;

namespace Acquis.Features.Shared;

/// <summary>Whole numbers as people read them.</summary>
public static class Figures
{
    /// <summary>1 204 in French, 1,204 in English.</summary>
    public static string Of(int number) => number.ToString("N0", CultureInfo.GetCultureInfo(Texts.Language == "en" ? "en-GB" : "fr-FR"));
}
