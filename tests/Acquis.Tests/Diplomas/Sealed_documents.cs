using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Acquis.Credentials.Checking;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>Documents as they are issued: sealed, with their credential inside, and what whoever receives one learns from it.</summary>
public sealed class Sealed_documents
{
    [Theory, BothDatabases]
    public async Task An_issued_diploma_is_recognised_byte_for_byte_and_a_changed_or_revoked_one_is_not(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<JournalSequencer>().NumberAsync(default));
        var pdf = await FileAsync(program, diploma.PdfFile);
        using var stranger = program.Stranger();

        var good = await DropAsync(stranger, pdf);
        var changed = await DropAsync(stranger, Changed(pdf));
        await DecisionScene.RevokeAsync(program, diploma, "Fraude établie.");
        var revoked = await DropAsync(stranger, pdf);

        Assert.Equal("Attestation valable.", good.Title);
        Assert.Contains("Le cachet couvre tout le PDF", good.Text, StringComparison.Ordinal);
        Assert.Contains("La page dit ce que dit l’attestation", good.Text, StringComparison.Ordinal);
        Assert.Contains("Ce fichier est, octet pour octet, celui qui a été délivré.", good.Text, StringComparison.Ordinal);
        Assert.Contains(Texts.All["check.in-journal"], good.Text, StringComparison.Ordinal);
        Assert.Contains("Cachet de test", good.Text, StringComparison.Ordinal);
        Assert.Contains("Le PDF a été modifié depuis son cachet.", changed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Camille", changed.Text, StringComparison.Ordinal);
        Assert.Equal("Attestation refusée.", revoked.Title);
        Assert.Contains("L’émetteur l’a révoqué.", revoked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fraude", revoked.Text, StringComparison.Ordinal);
        var faults = (await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default))).Faults.Select(Texts.All.Of);
        Assert.Empty(faults);
    }

    [Theory, BothDatabases]
    public async Task A_duplicata_and_the_minutes_are_sealed_too(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().DuplicateAsync(diploma.Id, diploma.Version, "Original perdu.", default));
        var copy = await program.ReadAsync(db => db.Diplomas.AsNoTracking().SingleAsync());
        var minutes = await program.ReadAsync(db => db.Deliberations.AsNoTracking().Select(d => d.SignedMinutesFile).SingleAsync());
        var title = await program.ReadAsync(db => db.Credentials.Where(c => c.Kind == CredentialKind.Title).Select(c => c.Content).SingleAsync());
        using var stranger = program.Stranger();

        var duplicate = await FileAsync(program, copy.Duplicates[0].PdfFile);
        var told = await DropAsync(stranger, duplicate);
        var signed = await DropAsync(stranger, await FileAsync(program, minutes));

        Assert.Equal(title, PdfChecker.Extract(duplicate));
        Assert.Equal("Attestation valable.", told.Title);
        Assert.Contains("octet pour octet", told.Text, StringComparison.Ordinal);
        Assert.Equal("Document scellé, intact.", signed.Title);
        Assert.Contains("Cachet : Institut Hautefeuille", signed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_seal_that_the_operator_gives_takes_the_place_of_the_test_seal()
    {
        var options = await TestDatabase.NewAsync(Engine.Sqlite);
        var path = Path.Combine(Directory.CreateTempSubdirectory("acquis-seal-").FullName, "seal.pfx");
        using (var key = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=Cachet Hautefeuille", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(9));
            await File.WriteAllBytesAsync(path, made.Export(X509ContentType.Pkcs12, "open"));
        }

        await using var program = await TestProgram.StartAsync(options with { SealFile = path, SealPassword = "open" });
        var diploma = await DecisionScene.IssuedAsync(program);
        using var stranger = program.Stranger();
        using var administrator = await program.SignedInAsync(Role.Administrator);

        var told = await DropAsync(stranger, await FileAsync(program, diploma.PdfFile));

        Assert.Contains("Cachet : Cachet Hautefeuille", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cachet de test", told.Text, StringComparison.Ordinal);
        Assert.Contains("Cachet Hautefeuille", (await administrator.OpenAsync("/settings/keys")).Text, StringComparison.Ordinal);
        Assert.Contains("BEGIN CERTIFICATE", System.Text.Encoding.ASCII.GetString((await stranger.OpenAsync("/.well-known/seals.pem")).Bytes), StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData(CheckOutcome.Passed, "good")]
    [InlineData(CheckOutcome.Failed, "stop")]
    [InlineData(CheckOutcome.NotMade, "wait")]
    public void A_check_that_was_not_made_bears_no_sign_of_refusal(CheckOutcome outcome, string sign) => Assert.Equal(sign, VerifyModel.Sign(outcome));

    internal static byte[] Changed(byte[] pdf)
    {
        var changed = pdf.ToArray();
        changed[changed.AsSpan().IndexOf("/Author"u8) + 10] ^= 1;
        return changed;
    }

    internal static Task<byte[]> FileAsync(TestProgram program, string hash) => program.InScopeAsync(async s =>
    {
        await using var file = await s.GetRequiredService<FileStore>().OpenAsync(hash, default);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    });

    private static async Task<Page> DropAsync(Visitor visitor, byte[] file) =>
        await (await visitor.OpenAsync("/v")).UploadAsync("Vérifier le fichier", file, "diplome.pdf");
}
