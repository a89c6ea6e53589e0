using System.Globalization;
using Acquis.Domain;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks.Import;

/// <summary>Makes the proposed framework of what was read.</summary>
internal sealed class ProposalBuilder(ImportDraft draft)
{
    private static readonly SourcePlace Whole = new(0);
    private static readonly Rule[] Proofs = [new ProofIn(null, ProofContext.Company), new ProofIn(null, ProofContext.Training)];

    /// <summary>The proposal, its doubts in the order of the document.</summary>
    public ImportProposal Build()
    {
        var assessments = Assessments();
        var requirements = new ProposedRequirements(draft).Build();
        var title = Title();
        var framework = new Framework
        {
            Code = SourceText.Slug(title) is { Length: > 0 } slug ? slug[..Math.Min(40, slug.Length)].Trim('-') : "framework",
            Edition = Edition(),
            Title = new Bilingual(title),
            Scale = Scale(),
            Blocks = [.. draft.Blocks.Select(Block)],
            Assessments = assessments,
            Requirements = requirements,
            Confirmation = Confirmation(),
            Award = Award(requirements),
            Conditions = [.. draft.Conditions.Select(Fr)],
            Footnotes = [.. draft.Footnotes.Select(note => Footnote(note, assessments, requirements))],
            Unplaced = [.. draft.Unplaced.Select(Fr)],
        };
        return new ImportProposal(framework, draft.Doubts.Sorted, draft.Unplaced);
    }

    private static Bilingual Fr(string text) => new(text);

    private string Title()
    {
        if (draft.Title is null)
        {
            draft.Doubts.Add("title-missing", Whole, null, null, []);
        }

        return draft.Title ?? "Certification";
    }

    private string Edition()
    {
        draft.Doubts.Add("edition", Whole, null, "1", []);
        return "1";
    }

    // How many people assess is hardly ever written in the table; one is the least.
    private ConfirmationPolicy Confirmation()
    {
        var policy = new ConfirmationPolicy();
        draft.Doubts.Add("assessors", Whole, null, policy.Assessors.ToString(CultureInfo.InvariantCulture), ["2"]);
        return policy;
    }

    private MasteryScale Scale()
    {
        if (draft.Scale.DistinctBy(l => l.Value).Count() < 2)
        {
            draft.Doubts.Add("scale-missing", Whole, null, "1 = Acquis, 0 = Non acquis", []);
            return new MasteryScale([new(0, Fr("Non acquis")), new(1, Fr("Acquis"))], 1);
        }

        var levels = draft.Scale.DistinctBy(l => l.Value).OrderBy(l => l.Value)
            .Select(l => new MasteryLevel(l.Value, Fr(l.Label), l.Descriptor is null ? null : Fr(l.Descriptor))).ToList();
        var told = draft.Conditions.Select(ProseReader.Threshold).FirstOrDefault(t => levels.Any(l => l.Value == t));
        var threshold = told ?? levels.Find(l => SourceText.Fold(l.Label.Fr).StartsWith("acqui", StringComparison.Ordinal))?.Value ?? levels[^1].Value;
        if (told is null)
        {
            draft.Doubts.Add("threshold", Whole, null, threshold.ToString(CultureInfo.InvariantCulture),
                levels.Select(l => l.Value.ToString(CultureInfo.InvariantCulture)), ("level", threshold));
        }

        return new MasteryScale(levels, threshold);
    }

    private static Block Block(BlockDraft block) => new(block.Code, Fr(block.Title),
        [.. block.Activities.Select(a => new Activity(a.Code, Fr(a.Title), [.. a.Tasks.Select(Fr)]))],
        [.. block.Competences.Select(c => new Competence(c.Code, Fr(c.Text), [.. c.Activities.Select(a => a.Code)]))]);

    private List<Assessment> Assessments()
    {
        var known = draft.Blocks.SelectMany(b => b.Competences).Select(c => c.Code).ToList();
        var assessments = new List<Assessment>();
        foreach (var method in draft.Assessments)
        {
            var code = "E" + (assessments.Count + 1).ToString(CultureInfo.InvariantCulture);
            var named = method.Named.Select(draft.CompetenceCodes.Of).Distinct().ToList();
            foreach (var unknown in named.Except(known))
            {
                draft.Doubts.Add("unknown-competence", method.Place, code, null, known, ("competence", unknown), ("kind", method.Kind));
            }

            List<string> competences = [.. method.Competences.Select(c => c.Code).Concat(named).Where(known.Contains).Distinct()];
            assessments.Add(Assessment(method, code, competences));
            DoubtGroups(method, code, competences);
        }

        foreach (var orphan in draft.Blocks.SelectMany(b => b.Competences).Where(c => !assessments.Any(a => a.Competences.Contains(c.Code))))
        {
            draft.Doubts.Add("not-assessed", orphan.Place, orphan.Code, null, assessments.Select(a => a.Code), ("competence", orphan.Code));
        }

        return assessments;
    }

    private Assessment Assessment(AssessmentDraft method, string code, IReadOnlyList<string> competences)
    {
        var text = string.Join('\n', method.Text);
        if (method.Kind.Length == 0)
        {
            draft.Doubts.Add("kind-missing", method.Place, code, "Épreuve", [], ("text", text));
        }

        var number = 0;
        var wording = method.Kind + " " + text;
        return new Assessment
        {
            Code = code,
            Kind = Fr(method.Kind.Length == 0 ? "Épreuve" : SourceText.WithoutColon(method.Kind)),
            Text = Fr(text.Length == 0 ? method.Kind : text),
            Competences = competences,
            Criteria = [.. method.Groups.Select(g => Group(g, () => $"{code}.{++number}"))],
            Languages = MethodReader.Languages(wording),
            Oral = MethodReader.Oral(wording),
            Group = MethodReader.Group(wording),
            Minutes = MethodReader.Minutes(wording),
            Drawn = MethodReader.Drawn(wording) is { } drawn ? Fr(drawn) : null,
            Subject = MethodReader.OwnSubject(wording) ? SubjectOrigin.Candidate : SubjectOrigin.Bank,
        };
    }

    /// <summary>The group with its criteria coded in their order.</summary>
    public static CriterionGroup Group(GroupDraft group, Func<string> nextCode) => new(
        group.Title is null ? null : Fr(group.Title), [.. group.Items.Select(text => new Criterion(nextCode(), Fr(text), []))]);

    // Untitled groups of an épreuve for several competences: as many groups as competences suggests their order, and nothing more.
    private void DoubtGroups(AssessmentDraft method, string code, List<string> competences)
    {
        for (var i = 0; competences.Count > 1 && i < method.Groups.Count; i++)
        {
            var group = method.Groups[i];
            var proposed = method.Groups.Count == competences.Count ? competences[i] : null;
            draft.Doubts.Add("group-link", new SourcePlace(group.Line, method.Place.Block),
                $"{code}#{(i + 1).ToString(CultureInfo.InvariantCulture)}", proposed, competences, ("assessment", code), ("group", i + 1),
                ("count", group.Items.Count), ("text", group.Title ?? group.Items[0]));
        }
    }

    private AwardRules Award(IReadOnlyList<Requirement> requirements)
    {
        draft.Doubts.Add("award-proposed", Whole, null, null, [], ("count", requirements.Count));
        var level = new CompetenceLevel(null, null);
        var proved = draft.Exam?.PortfolioCriterion is { } proof && proof.Contains("en entreprise et en formation", StringComparison.OrdinalIgnoreCase);
        List<Rule> before = [.. requirements.Where(r => r.Kind != RequirementKind.Defence).Select(r => new RequirementMet(r.Code))];
        List<Rule> after = [.. requirements.Where(r => r.Kind == RequirementKind.Defence).Select(r => new RequirementMet(r.Code))];
        return new AwardRules(
            new Every(RuleRange.Competences, level),
            before.Count > 0 && after.Count > 0 ? new AllOf(before) : null,
            new AllOf([new Every(RuleRange.Competences, proved ? new AllOf([level, .. Proofs]) : level), .. before, .. after]));
    }

    private Footnote Footnote((string Mark, string Text) note, List<Assessment> assessments, IReadOnlyList<Requirement> requirements)
    {
        var call = SourceText.Superscript(note.Mark) ?? note.Mark;
        var anchor = assessments.Find(a => a.Text.Fr.Contains(call, StringComparison.Ordinal))?.Code
            ?? draft.Blocks.SelectMany(b => b.Competences).FirstOrDefault(c => c.Text.Contains(call, StringComparison.Ordinal))?.Code
            ?? requirements.FirstOrDefault(r => r.Text?.Fr.Contains(call, StringComparison.Ordinal) == true)?.Code;
        if (anchor is null && !draft.Conditions.Any(c => c.Contains(call, StringComparison.Ordinal)))
        {
            var carriers = assessments.Select(a => a.Code).Concat(draft.Blocks.SelectMany(b => b.Competences).Select(c => c.Code)).Concat(requirements.Select(r => r.Code));
            draft.Doubts.Add("footnote-anchor", Whole, null, null, carriers, ("mark", note.Mark), ("text", note.Text));
        }

        return new Footnote(note.Mark, Fr(note.Text), anchor);
    }
}
