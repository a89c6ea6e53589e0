using Acquis.Credentials.Checking;
using Acquis.Credentials.Documents;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Pdf;
using Award = Acquis.Engines.Tests.Credentials.Samples;
using Page = Acquis.Engines.Tests.Documents.Samples;

namespace Acquis.Engines.Tests.Pdf;

/// <summary>An invented diploma of the invented award, and its seal.</summary>
internal static class SealedSamples
{
    internal static readonly DocumentSeal Seal = DocumentSeal.MakeTest("Institut Exemple", Award.IssuedAt);
    internal static readonly DocumentSeal Stranger = DocumentSeal.MakeTest("Institut Exemple", Award.IssuedAt);

    internal static DiplomaContent Content { get; } = Page.Diploma with
    {
        Title = Award.Award.Title.Name,
        Number = "2026-01000",
        Holder = Page.Diploma.Holder with { FirstNames = "Zoé", BirthName = "N’Guyen" },
    };

    internal static byte[] Unsealed { get; } = DiplomaDocument.Render(Content);

    internal static byte[] Credential { get; } = Award.Title();

    internal static byte[] Diploma { get; } = SealAsync(Unsealed, Seal).GetAwaiter().GetResult();

    internal static CheckSources Sources => new CheckSources().Add(DidDocument.Parse(DidWeb.Document(Award.Did, [Award.Signer.PublicKey])))
        .AddStatusList(Award.List, Award.StatusList()).AddSeal(Seal.Certificate.RawData);

    internal static Task<byte[]> SealAsync(byte[] pdf, DocumentSeal seal, byte[]? credential = null, TimestampServer? server = null) =>
        PdfSealer.SealAsync(pdf, seal, "Cachet de l’organisme", Award.IssuedAt, new(credential ?? Credential, "Attestation numérique"), server);

    internal static CheckReport Check(byte[] pdf, CheckSources? sources = null) => new PdfChecker().Check(pdf, sources ?? Sources, Award.Now);

    /// <summary>Code of the first check that failed.</summary>
    internal static string? Refusal(byte[] pdf) => Check(pdf).Checks.FirstOrDefault(c => c.Outcome is CheckOutcome.Failed)?.Code;
}
