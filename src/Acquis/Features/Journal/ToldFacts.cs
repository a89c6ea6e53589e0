using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Journal;

/// <summary>A fact read back from the journal.</summary>
/// <param name="Action">Name of the act, known even when the payload was erased.</param>
/// <param name="At">UTC, in microseconds, as the rows that it changed keep it.</param>
/// <param name="Fact">What happened; null where the payload was erased, or altered, which the verification names by itself.</param>
public sealed record ToldFact(string Action, DateTimeOffset At, Actor By, IReadOnlyList<Subject> Subjects, Fact? Fact);

/// <summary>Reads facts back as what they were recorded from.</summary>
public static class ToldFacts
{
    /// <summary>The facts of those types in the order of their ids, one at a time.</summary>
    public static async IAsyncEnumerable<ToldFact> ReadAsync(AcquisDb db, IReadOnlyList<Type> types, [EnumeratorCancellation] CancellationToken ct)
    {
        var byAction = types.ToDictionary(Fact.ActionOf);
        var actions = byAction.Keys.ToList();
        var rows = db.Facts.AsNoTracking().Where(f => actions.Contains(f.Action)).OrderBy(f => f.Id)
            .Select(f => new { Fact = f, Payload = db.FactPayloads.FirstOrDefault(p => p.FactId == f.Id) });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            var told = row.Payload is { } payload && JournalEntry.HashOf(payload.Salt, Encoding.UTF8.GetBytes(payload.Json)) == row.Fact.PayloadHash
                ? (Fact?)JsonSerializer.Deserialize(payload.Json, byAction[row.Fact.Action], Conversions.Json)
                : null;
            yield return new(row.Fact.Action, row.Fact.At, Actor.Parse(row.Fact.Actor), [.. row.Fact.Subject.Split(' ').Select(SubjectOf)], told);
        }
    }

    private static Subject SubjectOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new(text[..colon], Guid.Parse(text.AsSpan(colon + 1)));
    }
}
