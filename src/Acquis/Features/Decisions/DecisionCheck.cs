using System.Text.Json;
using System.Text.Json.Nodes;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;

namespace Acquis.Features.Decisions;

/// <summary>Computes an exported decision again from its frozen facts, offline: no database, no network.</summary>
public static class DecisionCheck
{
    /// <summary>The first thing in the file that does not follow from its facts and rules; null when everything does.</summary>
    /// <param name="framework">The whole framework, to compare its identity with the file's; null to leave that out.</param>
    public static Refusal? FirstDifference(string json, Framework? framework = null)
    {
        DecisionFile? file;
        try
        {
            file = JsonSerializer.Deserialize<DecisionFile>(json, Conversions.Json);
        }
        catch (JsonException e)
        {
            return Refusal.Of("verify.unreadable", ("place", e.Path ?? "$"), ("line", (e.LineNumber ?? 0) + 1));
        }

        if (file?.Format is not DecisionFile.Version1 || file.Facts is null || file.Framework?.Rules is null || file.Proposal is null)
            return Refusal.Of("verify.not-a-decision", ("format", DecisionFile.Version1));

        try
        {
            return Compare(file, framework);
        }
        catch (Exception e) when (e is JsonException or RefusedException or ArgumentException or FormatException or InvalidOperationException)
        {
            return Refusal.Of("verify.unreadable", ("place", "framework.rules"), ("line", 1));
        }
    }

    private static Refusal? Compare(DecisionFile file, Framework? whole)
    {
        var rules = FrameworkJson.FromJson(file.Framework.Rules.ToJsonString());
        if (whole is not null && FrameworkCatalogue.Identify(whole).Hash != file.Framework.Hash)
            return Refusal.Of("verify.other-framework", ("hash", file.Framework.Hash));

        if (whole is not null && Different(FrameworkJson.ToJson(RulesOnly.Of(whole)), FrameworkJson.ToJson(rules), "framework.rules") is { } ofRules)
            return ofRules;

        var modules = file.Facts.ExpectedModules.Select(m => new TrainingModule(m, new(m))).ToList();
        var engine = new AwardEngine(rules, modules);
        var levels = Recomputation.Levels(rules, file.Facts.Ratings);
        if (Different(Text(file.Facts.Levels), Text(levels), "facts.levels") is { } ofLevels)
            return ofLevels;

        if (Different(Text(file.Proposal), Text(Recomputation.Propose(engine, file.Facts)), "proposal") is { } ofProposal)
            return ofProposal;

        return OfVerdict(file) ?? OfHashes(file);
    }

    private static Refusal? OfVerdict(DecisionFile file)
    {
        var follows = file.Verdict == file.Proposal.Verdict && file.Blocks.ToHashSet().SetEquals(file.Proposal.Blocks);
        var basis = follows ? DecisionBasis.ByRule : DecisionBasis.ByJury;
        if (basis != file.Basis)
            return Refusal.Of("verify.differs", ("place", "basis"), ("written", Text(file.Basis)), ("computed", Text(basis)));

        if (basis is DecisionBasis.ByJury && file.Motive is null)
            return Refusal.Of("verify.motive-missing");

        if (file.Motive is { Text: { } text } motive && DecisionRecords.HashOf(motive.Salt, text) != motive.Hash)
            return Refusal.Of("verify.differs", ("place", "motive"), ("written", motive.Hash), ("computed", DecisionRecords.HashOf(motive.Salt, text)));

        return file.Jury.Count(s => s is { IsChair: true, IsPresent: true }) == 1 ? null : Refusal.Of("verify.no-chair");
    }

    private static Refusal? OfHashes(DecisionFile file)
    {
        var facts = DecisionRecords.HashOf(DecisionRecords.Canonical(file.Facts));
        if (facts != file.FactsHash)
            return Refusal.Of("verify.differs", ("place", "factsHash"), ("written", file.FactsHash), ("computed", facts));

        var whole = file.HashOf();
        return whole == file.Hash ? null : Refusal.Of("verify.differs", ("place", "hash"), ("written", file.Hash), ("computed", whole));
    }

    private static string Text<T>(T value) => DecisionRecords.Canonical(value);

    /// <summary>The first place, by path, at which two JSON texts differ.</summary>
    private static Refusal? Different(string written, string computed, string place) =>
        Different(JsonNode.Parse(written), JsonNode.Parse(computed), place);

    private static Refusal? Different(JsonNode? written, JsonNode? computed, string place)
    {
        switch (written, computed)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(p => p.Key).Concat(b.Select(p => p.Key)).Distinct()
                    .Select(key => Different(a[key], b[key], $"{place}.{key}")).FirstOrDefault(d => d is not null);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Select((item, i) => Different(item, b[i], Place(item, place, i))).FirstOrDefault(d => d is not null);
            default:
                return JsonNode.DeepEquals(written, computed)
                    ? null
                    : Refusal.Of("verify.differs", ("place", place), ("written", Short(written)), ("computed", Short(computed)));
        }
    }

    private static string Place(JsonNode? item, string place, int index) =>
        (item as JsonObject)?["competence"]?.ToString() is { } competence ? $"{place}[{competence}]" : $"{place}[{index}]";

    private static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString(Conversions.Json) ?? "null";
        return text.Length > 80 ? $"{text[..77]}…" : text;
    }
}
