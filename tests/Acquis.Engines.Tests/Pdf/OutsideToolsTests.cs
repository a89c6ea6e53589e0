using System.Diagnostics;
using Acquis.Credentials;
using Acquis.Credentials.Checking;
using Acquis.Credentials.Documents;
using Acquis.Credentials.Pdf;
using Award = Acquis.Engines.Tests.Credentials.Samples;

namespace Acquis.Engines.Tests.Pdf;

/// <summary>Programs not written by us judge what we seal: pdfsig and pdfdetach (Poppler), qpdf, and OpenSSL as the timestamp server.</summary>
public sealed class OutsideToolsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("acquis-seal-").FullName;

    [Fact]
    public async Task Pdfsig_finds_the_seal_valid_and_the_whole_document_signed()
    {
        var said = await RunAsync("pdfsig", "-nocert", Save(SealedSamples.Diploma));
        Assert.Contains("Signature is Valid", said.Output, StringComparison.Ordinal);
        Assert.Contains("Total document signed", said.Output, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", said.Output, StringComparison.Ordinal);
        Assert.Contains("SHA-256", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pdfsig_finds_one_changed_letter()
    {
        var altered = SealedSamples.Diploma.ToArray();
        altered[altered.AsSpan().IndexOf("/Author"u8) + 10] ^= 1;
        Assert.Contains("Digest Mismatch", (await RunAsync("pdfsig", "-nocert", Save(altered))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Qpdf_finds_no_error_and_the_credential_and_the_language()
    {
        var file = Save(SealedSamples.Diploma);
        var check = await RunAsync("qpdf", "--check", file);
        Assert.True(check.Code == 0, check.Output);
        Assert.Contains("No syntax or stream encoding errors found", check.Output, StringComparison.Ordinal);
        Assert.Contains(PdfSealer.AttachmentName, (await RunAsync("qpdf", "--list-attachments", file)).Output, StringComparison.Ordinal);
        var saved = Path.Combine(folder, "out.json");
        await RunAsync("pdfdetach", "-save", "1", "-o", saved, file);
        Assert.Equal(SealedSamples.Credential, await File.ReadAllBytesAsync(saved, TestContext.Current.CancellationToken));
        var json = (await RunAsync("qpdf", "--json", file)).Output;
        Assert.Contains("\"/Lang\": \"u:fr-FR\"", json, StringComparison.Ordinal);
        Assert.Contains("/AFRelationship", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsealed_minutes_are_whole_too()
    {
        var check = await RunAsync("qpdf", "--check", Save(MinutesDocument.Render(Documents.Samples.Minutes(40))));
        Assert.True(check.Code == 0, check.Output);
    }

    [Fact]
    public async Task A_timestamp_server_vouches_for_the_instant()
    {
        await MakeTimestampServerAsync();
        var pdf = await SealedSamples.SealAsync(SealedSamples.Unsealed, SealedSamples.Seal, server: AnswerAsync);
        var report = SealedSamples.Check(pdf, SealedSamples.Sources);
        Assert.NotNull(report.Seal!.TimestampedAt);
        Assert.InRange(report.Seal.TimestampedAt.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.True(report.IsGood, string.Join(", ", report.Checks.Select(c => c.Code)));
        Assert.Contains("Signature is Valid", (await RunAsync("pdfsig", "-nocert", Save(pdf))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_something_else_leaves_the_document_unsealed()
    {
        var refused = await Assert.ThrowsAsync<CredentialRefusedException>(
            () => SealedSamples.SealAsync(SealedSamples.Unsealed, SealedSamples.Seal, server: (_, _) => Task.FromResult("<html>"u8.ToArray())));
        Assert.Equal("seal.no-timestamp", refused.Code);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Save(byte[] pdf)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(path, pdf);
        return path;
    }

    private async Task MakeTimestampServerAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "tsa.cnf"), """
            [tsa]
            default_tsa = server
            [server]
            dir = .
            serial = ./serial
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ess_cert_id_alg = sha256
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "serial"), "01\n", TestContext.Current.CancellationToken);
        var made = await RunAsync(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem", "-days", "30", "-subj", "/CN=Horodatage Exemple",
            "-addext", "extendedKeyUsage=critical,timeStamping", "-addext", "keyUsage=critical,digitalSignature");
        Assert.True(made.Code == 0, made.Output);
    }

    private async Task<byte[]> AnswerAsync(byte[] request, CancellationToken ct)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "request.tsq"), request, ct);
        var made = await RunAsync("openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-inkey", "tsa.key", "-signer", "tsa.pem", "-out", "answer.tsr");
        Assert.True(made.Code == 0, made.Output);
        return await File.ReadAllBytesAsync(Path.Combine(folder, "answer.tsr"), ct);
    }

    private async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
