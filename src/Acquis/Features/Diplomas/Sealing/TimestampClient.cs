using Acquis.Credentials.Pdf;
using Acquis.Domain;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas.Sealing;

/// <summary>Asks the timestamp server that the operator names (<c>ACQUIS_TIMESTAMP_SERVER</c>, RFC 3161 over HTTP), if any.</summary>
/// <param name="patience">How long an answer may take in all; twenty seconds without it.</param>
public sealed class TimestampClient(AcquisOptions options, TimeSpan? patience = null) : IDisposable
{
    private const int MostBytes = 64 << 10;

    private readonly HttpClient http = new() { Timeout = patience ?? TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = MostBytes };

    /// <summary>What to ask, or null where no server is set.</summary>
    public TimestampServer? Server => options.TimestampServer is null ? null : AskAsync;

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private async Task<byte[]> AskAsync(byte[] request, CancellationToken ct)
    {
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new("application/timestamp-query");
        try
        {
            using var answer = await http.PostAsync(options.TimestampServer, content, ct);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadAsByteArrayAsync(ct);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            throw new RefusedException("seal-key.no-timestamp");
        }
    }
}
