using System.Security.Cryptography;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping.Checks;

/// <summary>
/// The journal: every number there, the head kept outside the database continued, nothing waiting for long. Thorough, it is verified whole, with
/// the rows that it explains.
/// </summary>
public sealed class JournalCheck(AcquisDb db, JournalHead head, JournalVerifier verifier, TimeProvider time) : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public string Name => "journal";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(bool thorough, CancellationToken ct)
    {
        if (thorough)
        {
            var report = await verifier.VerifyAsync(ct);
            if (!report.Holds)
            {
                return new(Name, Health.Bad, "does-not-hold", ("fault", Texts.All.Of(report.Faults[0])), ("count", report.Faults.Count));
            }
        }
        else if (await QuickFaultAsync(ct) is { } fault)
        {
            return fault;
        }

        var limit = time.Now() - Patience;
        var waiting = await db.UnnumberedFacts.Join(db.Facts, u => u.FactId, f => f.Id, (_, f) => f.At).CountAsync(at => at < limit, ct);
        return waiting > 0
            ? new(Name, Health.Watch, "waiting", ("count", waiting))
            : new(Name, Health.Good, "good", ("numbered", await db.Leaves.CountAsync(ct)));
    }

    private async Task<Finding?> QuickFaultAsync(CancellationToken ct)
    {
        var newest = await db.Checkpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(ct);
        var size = newest?.Size ?? 0;
        var leaves = await db.Leaves.LongCountAsync(ct);
        if (leaves != size)
        {
            return new(Name, Health.Bad, "numbers-missing", ("signed", size), ("found", leaves));
        }

        return head.Read() is not { } note || await ContinuesAsync(note, ct) ? null : new(Name, Health.Bad, "put-back", ("found", size));
    }

    /// <summary>Whether the database holds the head that was kept outside it.</summary>
    private async Task<bool> ContinuesAsync(string note, CancellationToken ct)
    {
        try
        {
            var kept = Checkpoint.Parse(note);
            return await db.Checkpoints.AsNoTracking().SingleOrDefaultAsync(c => c.Size == kept.Size, ct) is { } row && Checkpoint.Parse(row.Note).Equals(kept);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
