using System.Text;
using Acquis.Domain;

namespace Acquis.Features.Frameworks.Import;

/// <summary>
/// Reads a référentiel as certifiers publish it (activities, competences, evaluation, in a table per bloc; France compétences' template) and
/// proposes a framework. It loses no text, and lists everything that it was unsure of.
/// </summary>
public static class TableImporter
{
    /// <summary>Largest document read, in bytes of UTF-8.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Reads a document in Markdown, HTML, or the mixture of both that converters write.</summary>
    /// <exception cref="RefusedException">The document is too large, or holds no competence.</exception>
    public static ImportProposal Import(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            throw new RefusedException("framework.import-too-large", ("megabytes", MaxBytes / 1024 / 1024));
        }

        var draft = new ImportDraft();
        var rows = new RowImporter(draft);
        var prose = new ProseReader(draft);
        IReadOnlyList<Column>? columns = null;
        var blocks = MarkdownSource.Read(text);
        CountCodes(blocks, draft);
        foreach (var block in blocks)
        {
            switch (block)
            {
                case SourceTable table:
                    columns = ImportTable(table, columns, draft, rows);
                    break;
                case SourceHeading heading:
                    prose.Heading(heading);
                    break;
                case SourceParagraph paragraph:
                    prose.Paragraph(paragraph);
                    break;
                case SourceHidden hidden:
                    draft.Unplace(hidden.Text);
                    break;
            }
        }

        if (!draft.Blocks.Any(b => b.Competences.Count > 0))
        {
            throw new RefusedException("framework.import-no-competence");
        }

        return new ProposalBuilder(draft).Build();
    }

    private static IReadOnlyList<Column>? ImportTable(SourceTable table, IReadOnlyList<Column>? before, ImportDraft draft, RowImporter rows)
    {
        IReadOnlyList<Column>? own = null;
        var body = 0;
        while (body < table.Rows.Count && Columns.Read(table.Rows[body], own) is { } columns)
        {
            own = columns;
            foreach (var line in table.Rows[body++].Cells.SelectMany(c => c.Lines))
            {
                draft.Unplace(line.Text);
            }
        }

        var continued = own is null;
        var settled = own is null ? before : Columns.Settle(own);
        if (settled is null || (own is not null && !settled.Contains(Column.Competences)))
        {
            KeepAside(table.Rows.Skip(body), draft);
            return before;
        }

        var place = draft.Place(table.Line);
        var width = table.Rows.Max(r => r.Cells.Count);
        if (continued && width != settled.Count)
        {
            draft.Doubts.Add("other-width", place, null, null, [], ("columns", width), ("expected", settled.Count));
        }

        draft.PageBreak = continued;
        foreach (var row in table.Rows.Skip(body))
        {
            rows.Import(row, settled);
            draft.PageBreak &= row.Cells.All(c => c.IsEmpty);
        }

        return settled;
    }

    // How codes are spelled is a matter of majority, so it is counted before anything is read.
    private static void CountCodes(IEnumerable<SourceBlock> blocks, ImportDraft draft)
    {
        foreach (var line in blocks.OfType<SourceTable>().SelectMany(t => t.Rows).SelectMany(r => r.Cells).SelectMany(c => c.Lines))
        {
            if (Codes.Activity(line.Text) is { } activity)
            {
                draft.ActivityCodes.Count(activity);
            }

            foreach (var competence in Codes.CutAtCompetences(line.Text).Select(Codes.Competence).OfType<CodedLine>())
            {
                draft.CompetenceCodes.Count(competence);
            }
        }
    }

    private static void KeepAside(IEnumerable<SourceRow> rows, ImportDraft draft)
    {
        foreach (var line in rows.SelectMany(r => r.Cells).SelectMany(c => c.Lines.Select(l => l.Text).Concat(c.Hidden)))
        {
            draft.Unplace(line);
        }
    }
}
