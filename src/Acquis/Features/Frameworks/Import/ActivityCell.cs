using System.Globalization;

namespace Acquis.Features.Frameworks.Import;

/// <summary>Activities that a row announces or goes on with.</summary>
/// <param name="All">Each of them, in order.</param>
/// <param name="Announced">How many are announced by a title in this row.</param>
internal sealed record TouchedActivities(IReadOnlyList<ActivityDraft> All, int Announced);

/// <summary>Reads the cell of activities: titles, tasks, and tasks that go on with the activity above, as after a page break.</summary>
internal sealed class ActivityCell(ImportDraft draft, BlockDraft block, SourcePlace place)
{
    private readonly List<ActivityDraft> _touched = [];
    private readonly List<string> _continued = [];
    private int _announced;

    /// <summary>The activities that the lines announce or go on with.</summary>
    public TouchedActivities Read(IReadOnlyList<CellLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (Codes.Activity(line.Text) is { } coded)
            {
                Announce(draft.Spell(coded, place, draft.ActivityCodes), coded.Rest);
            }
            else if (line.IsItem)
            {
                AddTask(line.Text);
            }
            else if (_touched is [.., { Title: "" } last])
            {
                last.Title = SourceText.WithoutColon(line.Text);
            }
            else if (_announced > 0 && draft.ActivityCodes.Any)
            {
                AddTask(line.Text);
            }
            else
            {
                Uncoded(line.Text);
            }
        }

        if (_continued.Count > 0)
        {
            var activity = _touched[0].Code;
            draft.Doubts.Add(draft.PageBreak ? "list-continued-page" : "list-continued", place, $"{block.Code}/{activity}", activity, block.Activities.Select(a => a.Code),
                ("activity", activity), ("count", _continued.Count), ("text", _continued[0]));
        }

        return new TouchedActivities(_touched, _announced);
    }

    private void Announce(string code, string title)
    {
        var activity = block.Activities.Find(a => a.Code == code);
        if (activity is null)
        {
            block.Activities.Add(activity = new ActivityDraft(code, SourceText.WithoutColon(title)));
        }
        else if (activity.Title != SourceText.WithoutColon(title))
        {
            draft.Doubts.Add("activity-twice", place, $"{block.Code}/{code}", activity.Title, [title], ("activity", code));
            draft.Unplace(title);
        }

        _touched.Add(activity);
        _announced++;
    }

    // Without code: a title where no activity of the document has one, else a task.
    private void Uncoded(string text)
    {
        if (draft.ActivityCodes.Any)
        {
            AddTask(text);
            return;
        }

        var code = draft.ActivityCodes.Of((block.Activities.Count + 1).ToString(CultureInfo.InvariantCulture));
        Announce(code, text);
        draft.Doubts.Add("activity-without-code", place, null, code, [], ("text", text));
    }

    private void AddTask(string text)
    {
        if (_touched.Count > 0)
        {
            _touched[^1].Tasks.Add(text);
            if (_announced == 0)
            {
                _continued.Add(text);
            }
        }
        else if (block.Activities is [.., var last])
        {
            _touched.Add(last);
            _continued.Add(text);
            last.Tasks.Add(text);
        }
        else
        {
            draft.Doubts.Add("unplaced", place, null, null, [], ("text", text));
            draft.Unplace(text);
        }
    }
}
