using Acquis.Infrastructure;

namespace Acquis.Features.Accounts.Tokens;

/// <summary>What a token may be allowed: each permission with the policy whose roles alone can use it.</summary>
public static class TokenScopes
{
    public const string ReadFrameworks = "frameworks.read";

    public const string WriteFrameworks = "frameworks.write";

    public const string ReadCandidacies = "candidacies.read";

    public const string WriteCandidacies = "candidacies.write";

    public const string WriteLevels = "levels.write";

    public const string ReadDecisions = "decisions.read";

    public const string WriteDecisions = "decisions.write";

    public const string ReadDiplomas = "diplomas.read";

    public const string WriteDiplomas = "diplomas.write";

    public const string ReadJournal = "journal.read";

    /// <summary>Every permission and its policy, in the order in which a person chooses.</summary>
    public static readonly IReadOnlyList<(string Scope, string Policy)> All =
    [
        (ReadFrameworks, Policies.FrameworkReaders),
        (WriteFrameworks, Policies.Registrar),
        (ReadCandidacies, Policies.FileReaders),
        (WriteCandidacies, Policies.Registrar),
        (WriteLevels, Policies.Raters),
        (ReadDecisions, Policies.Jury),
        (WriteDecisions, Policies.Jury),
        (ReadDiplomas, Policies.Registrar),
        (WriteDiplomas, Policies.Registrar),
        (ReadJournal, Policies.JournalReaders),
    ];

    /// <summary>The permissions that somebody's roles can use.</summary>
    public static IReadOnlyList<string> For(CurrentActor actor) =>
        [.. All.Where(s => actor.Grants.Any(g => Policies.Roles[s.Policy].Contains(g.Role))).Select(s => s.Scope)];
}
