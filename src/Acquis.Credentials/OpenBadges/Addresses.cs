namespace Acquis.Credentials.OpenBadges;

/// <summary>Addresses of what credentials speak of. They identify; whether they answer is another matter.</summary>
internal static class Addresses
{
    internal static string Title(Award award) => $"{award.Certifier.Address}/achievements/{award.Title.Path}";

    internal static string Block(Award award, BlockAchievement block) => $"{Title(award)}/{Part(block.Code)}";

    internal static string Competence(Award award, CompetenceResult competence) => $"{Title(award)}/{Part(competence.Code)}";

    internal static string Level(string result, int level) => $"{result}/level-{level.Figure()}";

    private static string Part(string code) => Uri.EscapeDataString(code.ToLowerInvariant());
}
