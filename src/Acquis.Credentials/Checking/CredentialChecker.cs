using System.Text.Json;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Rdf;

namespace Acquis.Credentials.Checking;

/// <summary>
/// Checks a credential: ours, or that of any issuer who uses Verifiable Credentials 2.0 with an Ed25519 Data Integrity proof. Nothing is fetched, and whatever
/// comes in is checked in bounded time and memory. Codes: <c>credential.*</c> of the document (<c>too-large</c>, <c>not-json</c>, <c>duplicate-key</c>, <c>not-object</c>,
/// <c>unknown-context</c>, <c>unsupported-context</c>, <c>redefined-term</c>, <c>unmapped-key</c>, <c>unsupported-value</c>, <c>relative-address</c>, <c>too-complex</c>,
/// <c>form</c>, <c>dangling-result</c>), <c>proof.*</c> (<c>missing</c>, <c>foreign</c>, <c>unknown-suite</c>, <c>malformed</c>, <c>other-issuer</c>, <c>altered</c>, <c>no-key</c>,
/// <c>expired</c>), <c>key.*</c> (<c>not-listed</c>, <c>no-document</c>), <c>period.*</c> (<c>not-yet</c>, <c>over</c>), <c>status.*</c> (<c>revoked</c>, <c>no-list</c>,
/// <c>list-refused</c>, <c>unreadable</c>, <c>too-short</c>, <c>too-large</c>, <c>out-of-range</c>, <c>unsupported</c>), <c>parts.*</c> (<c>other-subject</c>,
/// <c>dangling-association</c>, <c>too-many</c>).
/// </summary>
public sealed class CredentialChecker(ContextSet? contexts = null)
{
    private const int MostParts = 64;

    private readonly ContextSet contexts = contexts ?? ContextSet.Pinned;

    /// <summary>Makes every check that can be made.</summary>
    /// <param name="utf8">The credential, JSON in UTF-8.</param>
    /// <param name="now">The instant to hold its validity against.</param>
    public CheckReport Check(ReadOnlyMemory<byte> utf8, CheckSources sources, DateTimeOffset now)
    {
        var checks = new List<Check>();
        CredentialSummary? summary = null;
        try
        {
            using var document = LinkedJson.Parse(utf8);
            var run = new CheckRun(contexts, sources, now, new(WorkBudget.Default * 4));
            checks.AddRange(run.Check(document.RootElement, 0));
            summary = CredentialSummary.Read(document.RootElement);
            if (CredentialJson.HasType(document.RootElement, "ClrCredential"))
            {
                checks.AddRange(Parts(run, document.RootElement));
            }
        }
        catch (CredentialRefusedException e)
        {
            checks.Add(new(CheckKind.Form, CheckOutcome.Failed, e.Code, e.Detail));
        }

        return new(checks, summary);
    }

    // A record does not protect its parts by itself: each has its own proof, key and status.
    private static IEnumerable<Check> Parts(CheckRun run, JsonElement record)
    {
        var parts = CredentialJson.Parts(record);
        if (parts.Count > MostParts)
        {
            yield return new(CheckKind.Parts, CheckOutcome.Failed, "parts.too-many", $"{parts.Count}, of at most {MostParts}");
            yield break;
        }

        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var check in run.Check(parts[i], i + 1))
            {
                yield return check;
            }
        }

        yield return FormChecks.WhyNotTogether(record, parts) is { } why
            ? new(CheckKind.Parts, CheckOutcome.Failed, why.Code, why.Detail)
            : new(CheckKind.Parts, CheckOutcome.Passed);
    }
}
