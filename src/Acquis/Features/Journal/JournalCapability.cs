using System.Text;
using Acquis.Infrastructure;

namespace Acquis.Features.Journal;

/// <summary>Services of the journal.</summary>
public static class JournalCapability
{
    public static void AddJournal(this IServiceCollection services)
    {
        services.AddSingleton<JournalKeys>();
        services.AddSingleton<JournalHead>();
        services.AddScoped<JournalSequencer>();
        services.AddScoped<JournalVerifier>();
        services.AddScoped<JournalProofs>();
        services.AddScoped<HistoryReader>();
        services.AddHostedService<JournalNumbering>();
    }

    /// <summary>Downloads: the proof of one fact.</summary>
    public static void MapJournal(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/journal/facts/{id:guid}/proof", ProofAsync).RequireAuthorization(Policies.JournalReaders);

    private static async Task<IResult> ProofAsync(Guid id, JournalProofs proofs, CancellationToken ct) =>
        Results.File(Encoding.UTF8.GetBytes(await proofs.OfAsync(id, ct)), "text/plain; charset=utf-8", $"{id}.tlog-proof");
}
