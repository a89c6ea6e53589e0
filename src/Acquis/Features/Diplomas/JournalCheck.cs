using System.Security.Cryptography;
using System.Text.Json;
using Acquis.Credentials;
using Acquis.Credentials.Checking;
using Acquis.Credentials.Signatures;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Journal;
using Acquis.Features.Journal;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas;

/// <summary>Holds the proof of inclusion that came with a document against the document, without a database.</summary>
public static class JournalCheck
{
    /// <summary>Whether the journal of that key holds the issue of that very credential, or of the one that the PDF carries.</summary>
    /// <param name="key">The journal's public key as published; null where it is not at hand.</param>
    public static ToldCheck Of(ReadOnlyMemory<byte> file, string proof, string? key, Texts texts)
    {
        if (key is null)
            return new(CheckOutcome.NotMade, texts["checked.journal-no-key"], null);

        try
        {
            var proven = JournalProofs.Check(proof, VerifierKey.Parse(key.Trim()));
            return HashIn(proven) is not { } hash ? new(CheckOutcome.NotMade, texts["checked.journal-closed"], null)
                : hash == HashOf(file) ? new(CheckOutcome.Passed, texts["checked.journal-proven", ("place", proven.Number + 1)], null)
                : new(CheckOutcome.Failed, texts["checked.journal-other"], null);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return new(CheckOutcome.Failed, texts["checked.journal-refused"], e.Message);
        }
    }

    // What is not opened, and a fact of another kind, tell of no file.
    private static string? HashIn(ProvenFact proven)
    {
        using var entry = JsonDocument.Parse(proven.Entry);
        if (proven.Payload is null || entry.RootElement.GetProperty("action").GetString() != Fact.ActionOf(typeof(CredentialIssued)))
            return null;

        using var payload = JsonDocument.Parse(proven.Payload);
        return payload.RootElement.GetProperty("contentHash").GetString();
    }

    private static string? HashOf(ReadOnlyMemory<byte> file)
    {
        try
        {
            return (PdfChecker.IsPdf(file.Span) ? PdfChecker.Extract(file) : file.ToArray()) is { } credential ? Convert.ToHexStringLower(SHA256.HashData(credential)) : null;
        }
        catch (CredentialRefusedException)
        {
            return null; // The checks of the file say why.
        }
    }
}
