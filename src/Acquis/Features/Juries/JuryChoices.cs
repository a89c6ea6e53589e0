using Acquis.Data;
using Acquis.Domain.Juries;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>What the forms of registers and seasons let one choose from.</summary>
public static class JuryChoices
{
    /// <summary>Languages of defences that the forms offer.</summary>
    public static readonly IReadOnlyList<string> Languages = ["fr", "en", "es", "de", "it", "pt"];

    public static async Task<IReadOnlyList<Choice>> CertificationsAsync(AcquisDb db, Texts texts, CancellationToken ct) =>
        [.. (await db.Certifications.AsNoTracking().OrderBy(c => c.Code).ToListAsync(ct)).Select(c => new Choice(c.Id.ToString(), texts.In(c.Title)))];

    public static async Task<IReadOnlyList<Choice>> SitesAsync(AcquisDb db, CancellationToken ct) =>
        [.. (await db.Sites.AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct)).Select(s => new Choice(s.Id.ToString(), $"{s.Name}, {s.City}"))];

    public static IReadOnlyList<Choice> LanguagesOf(Texts texts) => [.. Languages.Select(l => new Choice(l, texts[$"language.{l}"]))];

    /// <summary>Every room, with its site.</summary>
    public static async Task<IReadOnlyList<Choice>> RoomsAsync(AcquisDb db, CancellationToken ct) =>
        [.. (await db.Rooms.AsNoTracking().Join(db.Sites, r => r.SiteId, s => s.Id, (r, s) => new { Room = r, s.Name }).OrderBy(r => r.Name).ThenBy(r => r.Room.Name).ToListAsync(ct))
            .Select(r => new Choice(r.Room.Id.ToString(), $"{r.Name}, {r.Room.Name}"))];

    /// <summary>The name of a feature in the language of the request, or as it is written.</summary>
    public static string FeatureName(this Texts texts, string feature) => Room.KnownFeatures.Contains(feature) ? texts[$"room.feature.{feature}"] : feature;
}
