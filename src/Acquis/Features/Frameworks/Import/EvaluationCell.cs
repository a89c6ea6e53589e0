using System.Globalization;

namespace Acquis.Features.Frameworks.Import;

/// <summary>Reads methods and criteria of a row and says which competences they assess.</summary>
internal sealed class EvaluationCell(ImportDraft draft, BlockDraft block, SourcePlace place)
{
    /// <summary>Adds the épreuves of the row, or goes on with the one above.</summary>
    public void Read(IReadOnlyList<CompetenceDraft> competences, IReadOnlyList<CellLine> methodLines, IReadOnlyList<CellLine> criteria)
    {
        var methods = MethodReader.Read(methodLines, place).ToList();
        if (methods.Count == 0 && criteria.Count == 0)
        {
            return;
        }

        if (methods.Count == 0)
        {
            methods.Add(Above(competences));
        }
        else
        {
            draft.Assessments.AddRange(methods);
            Cover(methods, competences);
        }

        AddCriteria(methods, criteria);
    }

    private void Cover(List<AssessmentDraft> methods, IReadOnlyList<CompetenceDraft> competences)
    {
        foreach (var (method, index) in methods.Select((m, i) => (m, i)))
        {
            if (method.Named.Count > 0)
            {
                var codes = method.Named.Select(draft.CompetenceCodes.Of).ToList();
                draft.Doubts.Add("shared-method", place, null, string.Join(", ", codes), [], ("kind", method.Kind), ("count", codes.Count));
            }
            else if (competences.Count == 0 && block.Competences is [.., var last])
            {
                method.Competences.Add(last);
                draft.Doubts.Add("method-alone", place, CodeOf(method), last.Code, block.Competences.Select(c => c.Code), ("kind", method.Kind));
            }
            else if (methods.Count > 1 && methods.Count == competences.Count)
            {
                method.Competences.Add(competences[index]);
                draft.Doubts.Add("method-link", place, CodeOf(method), competences[index].Code, competences.Select(c => c.Code), ("kind", method.Kind));
            }
            else
            {
                method.Competences.AddRange(competences);
            }
        }
    }

    // A row without method goes on with the one above: surely when that one names these competences, else as a proposal.
    private AssessmentDraft Above(IReadOnlyList<CompetenceDraft> competences)
    {
        var above = draft.Assessments.LastOrDefault(a => a.Place.Block == block.Code);
        if (above is not null && competences.All(c => above.Named.Any(n => draft.CompetenceCodes.Of(n) == c.Code)))
        {
            return above;
        }

        if (above is not null && above.Named.Count == 0)
        {
            above.Competences.AddRange(competences);
            draft.Doubts.Add("method-missing", place, null, above.Kind, [], ("kind", above.Kind),
                ("competences", string.Join(", ", competences.Select(c => c.Code))));
            return above;
        }

        var own = new AssessmentDraft(place);
        own.Competences.AddRange(competences);
        draft.Assessments.Add(own);
        return own;
    }

    private void AddCriteria(List<AssessmentDraft> methods, IReadOnlyList<CellLine> criteria)
    {
        var (groups, loose) = CriteriaReader.Read(criteria, place.Line);
        foreach (var text in loose)
        {
            Loose(methods[^1], text);
        }

        for (var i = 0; i < groups.Count; i++)
        {
            var method = methods.Count == groups.Count ? methods[i] : methods[^1];
            method.Groups.Add(WithoutKind(groups[i], method));
        }

        if (methods.Count > 1 && groups.Count > 0)
        {
            draft.Doubts.Add("criteria-link", place, null, methods[^1].Kind, methods.Select(m => m.Kind), ("count", groups.Sum(g => g.Items.Count)));
        }
    }

    private GroupDraft WithoutKind(GroupDraft group, AssessmentDraft method)
    {
        if (group.Title is null)
        {
            return group;
        }

        var (title, repeated) = CriteriaReader.WithoutKind(group.Title, method.Kind);
        CompareKind(method, repeated);
        var bare = new GroupDraft(title, group.Line);
        bare.Items.AddRange(group.Items);
        return bare;
    }

    private void Loose(AssessmentDraft method, string text)
    {
        var (title, repeated) = CriteriaReader.WithoutKind(text, method.Kind);
        CompareKind(method, repeated);
        if (title is not null)
        {
            draft.Doubts.Add("unplaced", place, null, null, [], ("text", title));
            draft.Unplace(title);
        }
    }

    // Épreuves are coded in the order of the document, once it is read.
    private string CodeOf(AssessmentDraft method) => "E" + (draft.Assessments.IndexOf(method) + 1).ToString(CultureInfo.InvariantCulture);

    private void CompareKind(AssessmentDraft method, string? repeated)
    {
        if (repeated is not null && repeated != method.Kind)
        {
            var code = CodeOf(method);
            draft.Doubts.Add("kind-differs", place, code, method.Kind, [repeated], ("assessment", code),
                ("kind", method.Kind), ("repeated", repeated));
        }
    }
}
