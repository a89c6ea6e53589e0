using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Decisions;

/// <summary>
/// An exported decision, format <c>acquis.decision/1</c>: enough to compute it again without a database, and nothing that names the candidate.
/// </summary>
/// <param name="Candidacy">Pseudonym: a salted hash.</param>
/// <param name="Facts">The frozen facts, without names or comments.</param>
/// <param name="Motive">The jury's motive beside its salt and hash; the text may have been erased since.</param>
/// <param name="Hash">SHA-256 of the canonical JSON of everything before it.</param>
public sealed record DecisionFile(
    string Format,
    Guid Decision,
    Guid? Supersedes,
    string Candidacy,
    FrameworkOfDecision Framework,
    FrozenFacts Facts,
    string FactsHash,
    Proposal Proposal,
    Verdict Verdict,
    IReadOnlyList<string> Blocks,
    DecisionBasis Basis,
    MotiveOfDecision? Motive,
    IReadOnlyList<SeatOfDecision> Jury,
    InstantsOfDecision At,
    string? Hash)
{
    /// <summary>The value of <see cref="Format"/>.</summary>
    public const string Version1 = "acquis.decision/1";

    /// <summary>The file with the hash of its content.</summary>
    public DecisionFile Sealed() => this with { Hash = HashOf() };

    /// <summary>SHA-256 of the canonical JSON of the file without its hash.</summary>
    public string HashOf() => DecisionRecords.HashOf(DecisionRecords.Canonical(this with { Hash = null }));
}

/// <summary>The framework of a decision: whose text it is, and what of it computes.</summary>
/// <param name="Hash">Identity of the framework version: SHA-256 of its canonical JSON.</param>
/// <param name="Rules">JSON of the framework reduced to codes, scale, confirmation policy and award rules.</param>
public sealed record FrameworkOfDecision(string Code, string Edition, string Hash, System.Text.Json.Nodes.JsonNode Rules);

/// <summary>The jury's motive.</summary>
/// <param name="Text">Null once erased.</param>
/// <param name="Salt">128 bits in hexadecimal.</param>
/// <param name="Hash">SHA-256 of salt and text.</param>
public sealed record MotiveOfDecision(string? Text, string Salt, string Hash);

/// <summary>A seat of the jury, without the name.</summary>
public sealed record SeatOfDecision(string Quality, bool IsExternal, bool IsChair, bool IsPresent);

/// <summary>When it was frozen, pronounced, closed and published, UTC.</summary>
public sealed record InstantsOfDecision(DateTimeOffset Frozen, DateTimeOffset Pronounced, DateTimeOffset? Closed, DateTimeOffset? Published);

/// <summary>The part of a framework that computes: the same outcome as the whole, without its texts.</summary>
public static class RulesOnly
{
    private static readonly Bilingual Nothing = new("");

    /// <summary>Codes, scale, confirmation policy and award rules of a framework.</summary>
    public static Framework Of(Framework framework) => new()
    {
        Code = framework.Code,
        Edition = framework.Edition,
        Title = framework.Title,
        Scale = framework.Scale with { Levels = [.. framework.Scale.Levels.Select(l => l with { Descriptor = null })] },
        Blocks = [.. framework.Blocks.Select(b => b with { Activities = [], Competences = [.. b.Competences.Select(Bare)] })],
        Assessments = [.. framework.Assessments.Select(a => new Assessment
        {
            Code = a.Code, Kind = Nothing, Text = Nothing, Competences = a.Competences, Criteria = [],
        })],
        Modules = framework.Modules,
        Requirements = [.. framework.Requirements.Select(r => new Requirement { Code = r.Code, Kind = r.Kind, Title = r.Title })],
        Confirmation = framework.Confirmation,
        Award = framework.Award,
    };

    private static Competence Bare(Competence competence) => new(competence.Code, Nothing, []) { Transversal = competence.Transversal };
}
