using System.Text;
using Acquis.Credentials;
using Acquis.Credentials.Checking;
using Acquis.Credentials.Documents;
using Acquis.Credentials.Pdf;
using CsCheck;
using Award = Acquis.Engines.Tests.Credentials.Samples;

namespace Acquis.Engines.Tests.Pdf;

public sealed class PdfSealTests
{
    [Fact]
    public void A_sealed_diploma_passes_every_check_and_says_who_sealed_it()
    {
        var report = SealedSamples.Check(SealedSamples.Diploma);
        Assert.All(report.Checks, c => Assert.Equal((CheckOutcome.Passed, null), (c.Outcome, c.Code)));
        Assert.Superset(new HashSet<CheckKind> { CheckKind.Seal, CheckKind.SealKey, CheckKind.Attachment, CheckKind.Proof, CheckKind.Key, CheckKind.Status }, report.Checks.Select(c => c.Kind).ToHashSet());
        Assert.Equal(("Institut Exemple", true, Award.IssuedAt), (report.Seal!.Name, report.Seal.IsTest, report.Seal.ClaimedAt));
        Assert.Equal("Zoé N’Guyen", report.Credential!.Holder);
    }

    [Fact]
    public void The_attached_credential_comes_out_byte_for_byte() => Assert.Equal(SealedSamples.Credential, PdfChecker.Extract(SealedSamples.Diploma));

    [Fact]
    public void What_is_sealed_begins_with_what_was_written() =>
        Assert.True(SealedSamples.Diploma.AsSpan().StartsWith(SealedSamples.Unsealed));

    [Fact]
    public void One_changed_byte_anywhere_in_the_signed_range_is_refused()
    {
        var pdf = SealedSamples.Diploma;
        var start = pdf.AsSpan().LastIndexOf("/Contents <"u8) + "/Contents ".Length;
        var end = start + pdf.AsSpan(start).IndexOf((byte)'>') + 1;
        Gen.Select(Gen.Int[0, pdf.Length - 1].Where(i => i < start || i >= end), Gen.Int[1, 255]).Sample(
            (at, by) =>
            {
                var altered = pdf.ToArray();
                altered[at] ^= (byte)by;
                return SealedSamples.Check(altered).IsRefused;
            },
            iter: 300);
    }

    [Fact]
    public async Task A_page_of_another_name_beside_the_same_credential_is_refused()
    {
        Assert.Equal("attachment.differs", await ResealedAsync(SealedSamples.Content with { Holder = SealedSamples.Content.Holder with { BirthName = "Martin" } }));
        Assert.Equal("attachment.differs", await ResealedAsync(SealedSamples.Content with { Number = "2026-01001" }));
        Assert.Equal("attachment.differs", await ResealedAsync(SealedSamples.Content with { Title = "Expert en autre chose" }));

        static async Task<string?> ResealedAsync(DiplomaContent content) =>
            SealedSamples.Refusal(await SealedSamples.SealAsync(DiplomaDocument.Render(content), SealedSamples.Seal));
    }

    [Fact]
    public async Task A_tampered_credential_under_a_good_seal_is_refused()
    {
        var text = Encoding.UTF8.GetString(SealedSamples.Credential);
        var altered = Encoding.UTF8.GetBytes(text.Replace("\"7\"", "\"8\"", StringComparison.Ordinal));
        Assert.NotEqual(SealedSamples.Credential, altered);
        Assert.Equal("proof.altered", SealedSamples.Refusal(await SealedSamples.SealAsync(SealedSamples.Unsealed, SealedSamples.Seal, altered)));
    }

    [Fact]
    public void A_revoked_credential_inside_is_told()
    {
        var sources = SealedSamples.Sources.AddStatusList(Award.List, Award.StatusList(1000));
        var report = SealedSamples.Check(SealedSamples.Diploma, sources);
        Assert.Equal("status.revoked", Assert.Single(report.Checks, c => c.Outcome is CheckOutcome.Failed).Code);
    }

    [Fact]
    public void Whatever_is_written_after_the_seal_is_refused()
    {
        Assert.Equal("seal.written-on-after", SealedSamples.Refusal([.. SealedSamples.Diploma, (byte)'\n']));
        var map = PdfFileMap.Read(SealedSamples.Diploma);
        var update = new PdfUpdate(SealedSamples.Diploma, map);
        update.Put(map.Root, map.Object(map.Root).Dictionary.With("Lang", PdfValue.Text("en")));
        Assert.Equal("seal.written-on-after", SealedSamples.Refusal(update.ToArray()));
    }

    [Fact]
    public void A_second_seal_is_refused_and_so_is_none()
    {
        var map = PdfFileMap.Read(SealedSamples.Diploma);
        var update = new PdfUpdate(SealedSamples.Diploma, map);
        update.Add(PdfDictionary.Of(("Type", PdfValue.Name("Sig")), ("ByteRange", new PdfRaw("[0 1 2 3]"))));
        Assert.Equal("seal.two", SealedSamples.Refusal(update.ToArray()));
        Assert.Equal("seal.missing", SealedSamples.Refusal(SealedSamples.Unsealed));
    }

    [Fact]
    public async Task A_sealed_file_is_not_sealed_again()
    {
        var refused = await Assert.ThrowsAsync<CredentialRefusedException>(() => SealedSamples.SealAsync(SealedSamples.Diploma, SealedSamples.Seal));
        Assert.Equal("pdf.already-sealed", refused.Code);
    }

    [Fact]
    public async Task The_seal_of_a_stranger_is_refused_where_the_issuer_is_known_and_doubted_where_not()
    {
        var pdf = await SealedSamples.SealAsync(SealedSamples.Unsealed, SealedSamples.Stranger);
        Assert.Equal("seal.other-certificate", SealedSamples.Refusal(pdf));
        var unknown = SealedSamples.Check(pdf, CheckSources.None);
        Assert.False(unknown.IsGood);
        Assert.False(unknown.IsRefused);
        Assert.Contains(unknown.Checks, c => c is { Kind: CheckKind.SealKey, Outcome: CheckOutcome.NotMade });
    }

    [Fact]
    public async Task Minutes_are_sealed_without_a_credential()
    {
        var minutes = MinutesDocument.Render(Documents.Samples.Minutes(12));
        var report = SealedSamples.Check(await PdfSealer.SealAsync(minutes, SealedSamples.Seal, "Cachet", Award.IssuedAt));
        Assert.True(report.IsGood);
        Assert.Null(report.Credential);
    }

    [Fact]
    public async Task An_RSA_seal_from_a_PKCS12_file_seals_too()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=Institut Exemple", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(Award.IssuedAt.AddDays(-1), Award.IssuedAt.AddYears(1));
        using var seal = DocumentSeal.FromPfx(made.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12, "open"), "open");
        var pdf = await SealedSamples.SealAsync(SealedSamples.Unsealed, seal);
        var report = SealedSamples.Check(pdf, SealedSamples.Sources.AddSeal(made.RawData));
        Assert.True(report.IsGood);
        Assert.False(report.Seal!.IsTest);
        Assert.Equal("seal.unreadable", Assert.Throws<CredentialRefusedException>(() => DocumentSeal.FromPfx(made.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12, "open"), "shut")).Code);
    }

    [Fact]
    public void Broken_and_hostile_files_are_refused_in_bounded_time()
    {
        Assert.Equal("pdf.not-pdf", SealedSamples.Refusal(Encoding.ASCII.GetBytes("%PDF")));
        Assert.Equal("pdf.too-large", SealedSamples.Refusal(new byte[PdfFileMap.MaxBytes + 1]));
        Assert.Equal("pdf.too-complex", SealedSamples.Refusal(WithRoot(new string('[', 5000))));
        Assert.Equal("pdf.duplicate-key", SealedSamples.Refusal(WithRoot("<</A 1/A 2>>")));
        Gen.Select(Gen.Int[0, SealedSamples.Diploma.Length - 1], Gen.Int[1, 400]).Sample(
            (at, length) => SealedSamples.Check([.. SealedSamples.Diploma.AsSpan(0, at), .. SealedSamples.Diploma.AsSpan(Math.Min(at + length, SealedSamples.Diploma.Length))]).IsRefused, iter: 200);

        static byte[] WithRoot(string value)
        {
            var head = $"%PDF-1.7\n1 0 obj\n{value}\nendobj\n";
            return Encoding.ASCII.GetBytes($"{head}xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n{head.Length}\n%%EOF\n");
        }
    }
}
