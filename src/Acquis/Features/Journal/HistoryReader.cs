using System.Text.Json;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Journal;

/// <summary>One line of an object's history.</summary>
/// <param name="Who">Name of the actor, as it is today.</param>
/// <param name="What">The sentence of the fact.</param>
/// <param name="Why">Reason or motive, where one was given.</param>
public sealed record HistoryLine(Guid FactId, DateTimeOffset At, string Who, string What, string? Why);

/// <summary>History of an object: its facts, newest first, in words. The sentence of a fact is the text <c>fact.action</c>, filled from its payload.</summary>
public sealed class HistoryReader(AcquisDb db, Texts texts)
{
    /// <summary>The last facts of an object.</summary>
    public Task<IReadOnlyList<HistoryLine>> OfAsync(Subject subject, int most, CancellationToken ct) =>
        ReadAsync(db.FactSubjects.Where(s => s.SubjectId == subject.Value && s.Kind == subject.Kind).Select(s => s.FactId), most, ct);

    /// <summary>The last facts of the whole journal before an instant.</summary>
    public Task<IReadOnlyList<HistoryLine>> AllAsync(DateTimeOffset before, int most, CancellationToken ct) =>
        ReadAsync(db.Facts.Where(f => f.At < before).OrderByDescending(f => f.Id).Take(most).Select(f => f.Id), most, ct);

    /// <summary>Name of who did something, as it is today.</summary>
    public async Task<string> NameOfAsync(Actor actor, CancellationToken ct) =>
        NameOf(actor, await db.Users.AsNoTracking().Where(u => u.Id == actor.Id).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct));

    private async Task<IReadOnlyList<HistoryLine>> ReadAsync(IQueryable<Guid> ids, int most, CancellationToken ct)
    {
        var rows = await db.Facts.AsNoTracking().Where(f => ids.Contains(f.Id)).OrderByDescending(f => f.Id).Take(most)
            .Select(f => new { Fact = f, Json = db.FactPayloads.Where(p => p.FactId == f.Id).Select(p => p.Json).FirstOrDefault() }).ToListAsync(ct);
        var accounts = rows.Select(r => Actor.Parse(r.Fact.Actor)).Where(a => a.Kind is ActorKind.Account).Select(a => a.Id).Distinct().ToList();
        var names = accounts.Count == 0
            ? []
            : await db.Users.AsNoTracking().Where(u => accounts.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return rows.ConvertAll(r => Line(r.Fact, r.Json, names));
    }

    private HistoryLine Line(JournalFact fact, string? json, Dictionary<Guid, string> names)
    {
        var who = NameOf(Actor.Parse(fact.Actor), names);
        var args = Arguments(json);
        var why = args.GetValueOrDefault("reason") ?? args.GetValueOrDefault("motive");
        var key = $"fact.{fact.Action}";
        return new(fact.Id, fact.At, who, json is null ? texts["history.erased"] : texts.Get(Texts.Language, key, args), why as string);
    }

    private string NameOf(Actor actor, Dictionary<Guid, string> names) => actor.Kind switch
    {
        ActorKind.Account => names.GetValueOrDefault(actor.Id) ?? texts["history.former-account"],
        ActorKind.Program => texts["history.program"],
        _ => texts["history.link"],
    };

    private static Dictionary<string, object?> Arguments(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using var payload = JsonDocument.Parse(json);
        return payload.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value));
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt32(out var n) ? n : value.GetDouble(),
        JsonValueKind.String => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out var date) ? date
            : value.GetString() is { Length: > 18 } text && text[10] == 'T' && value.TryGetDateTimeOffset(out var instant) ? instant
            : value.GetString(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.Object when value.TryGetProperty("fr", out var fr) =>
            new Bilingual(fr.GetString() ?? "", value.TryGetProperty("en", out var en) ? en.GetString() : null),
        _ => null,
    };
}
