namespace Acquis.Timetabling.Solving;

/// <summary>
/// Large-neighbourhood search: a few sessions of one centre are taken out and put back as well as CP-SAT can, over and over. Small pieces, and many, win.
/// Searches side by side keep to centres that share neither jurors nor events.
/// </summary>
internal sealed class LocalSearch(Instance instance, Costs costs, Sequencer sequencer, Board board, Budget budget)
{
    private const double WorkOfPiece = 0.08;
    private const double LeastSessions = 3;
    private const double FirstSessions = 6;
    private const double MostSessions = 24;
    private const double Grows = 1.05;
    private const double Shrinks = 0.93;

    private readonly bool[,] neighbours = NeighboursOf(instance);
    private readonly bool[] busy = new bool[instance.CentreCount];

    /// <summary>Rounds so far, of all searches.</summary>
    public int Rounds { get; private set; }

    /// <summary>Searches until the budget is spent, the best is proven, or somebody stops it.</summary>
    public void Run(Chance chance, Func<bool> enough, CancellationToken stop)
    {
        var chooser = new Neighbourhoods(instance, chance);
        var size = FirstSessions;
        while (!stop.IsCancellationRequested && budget.Left > 0 && !board.IsOptimal && !enough())
        {
            if (Choose(chooser, size, chance) is not { } piece)
            {
                // Every centre that is free is another search's neighbour.
                Thread.Sleep(2);
                continue;
            }

            var answer = piece.Model.Solve(new(WorkOfPiece, 1, chance.Next(int.MaxValue), Repeatable: false, Probe: false), stop);
            budget.Charge(answer.Work + (WorkOfPiece / 20));
            Finish(piece, answer);
            size = Math.Clamp(answer.Proven ? size * Grows : size * Shrinks, LeastSessions, MostSessions);
        }
    }

    private Piece? Choose(Neighbourhoods chooser, double size, Chance chance)
    {
        lock (board.Gate)
        {
            int[] free = [.. Enumerable.Range(0, instance.CentreCount).Where(c => !Enumerable.Range(0, instance.CentreCount).Any(o => busy[o] && neighbours[c, o]))];
            if (free.Length == 0 || chooser.Choose(board.Draft, board.Losses, free, (int)Math.Round(size + chance.Share() - 0.5)) is not { } chosen)
                return null;

            var before = chosen.Slots.Select(s => board.Draft.Seats[s]).OfType<Seating>().ToArray();
            foreach (var seating in before)
                board.Draft.Take(seating.Slot);

            var model = new SessionModel(instance, costs, sequencer, board.Draft, chosen.Slots, chosen.Events, exact: false).Build(before).Emptying(before);
            foreach (var seating in before)
                board.Draft.Put(seating);

            busy[chosen.Centre] = true;
            Rounds++;
            return new(chosen.Centre, before, model);
        }
    }

    private void Finish(Piece piece, SessionAnswer answer)
    {
        lock (board.Gate)
        {
            busy[piece.Centre] = false;
            if (answer.Values is null)
                return;

            foreach (var seating in piece.Before)
                board.Draft.Take(seating.Slot);

            var after = piece.Model.Read(answer.Values);
            var saving = after is null ? -1 : LocalCosts.Saving(instance, costs, board.Draft, piece.Before, after);
            foreach (var seating in saving >= 0 ? after! : [.. piece.Before])
                board.Draft.Put(seating);

            if (saving >= 0)
                board.Improved(saving);
        }
    }

    private static bool[,] NeighboursOf(Instance instance)
    {
        var near = new bool[instance.CentreCount, instance.CentreCount];
        void Mark(bool[] centres)
        {
            for (var a = 0; a < centres.Length; a++)
            {
                for (var b = 0; centres[a] && b < centres.Length; b++)
                    near[a, b] |= centres[b];
            }
        }

        foreach (var juror in instance.Jurors)
            Mark(juror.Centres);

        foreach (var e in instance.Events)
        {
            Mark(e.Centres);
            foreach (var link in e.Links)
                Mark([.. e.Centres.Zip(instance.Events[link.Other].Centres, (a, b) => a || b)]);
        }

        return near;
    }

    private sealed record Piece(int Centre, Seating[] Before, SessionModel Model);
}
