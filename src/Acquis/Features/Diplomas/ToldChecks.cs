using Acquis.Credentials.Checking;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas;

/// <summary>A check in plain words.</summary>
/// <param name="Detail">What exactly, where it did not pass.</param>
public sealed record ToldCheck(CheckOutcome Outcome, string Text, string? Detail);

/// <summary>Tells the checks of a credential: one sentence for each kind, passed; the reason of each that is not.</summary>
public static class ToldChecks
{
    /// <summary>The checks in their order; what passed for all parts is said once.</summary>
    public static IEnumerable<ToldCheck> Of(CheckReport report, Texts texts)
    {
        if (report.Seal is { IsTest: true })
            yield return new(CheckOutcome.NotMade, texts["checked.seal-test"], null);

        foreach (var kind in report.Checks.GroupBy(c => c.Kind).OrderBy(g => g.Key))
        {
            var wrong = kind.Where(c => c.Outcome is not CheckOutcome.Passed).DistinctBy(c => (c.Code, c.Part, c.Outcome)).ToList();
            if (wrong.Count == 0)
                yield return new(CheckOutcome.Passed, Passing(kind.Key, report, texts), null);

            foreach (var check in wrong)
                yield return new(check.Outcome, Reason(check, texts), check.Detail);
        }
    }

    /// <summary>What a credential says, in a sentence.</summary>
    public static string Says(CredentialSummary credential, Texts texts)
    {
        var day = credential.AwardedOn is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var on) ? (object)on : credential.AwardedOn;
        return texts["checked.says", ("name", credential.Name), ("holder", credential.Holder), ("issuer", credential.IssuerName ?? credential.Issuer), ("on", day)];
    }

    private static string Reason(Check check, Texts texts) =>
        check.Part == 0 ? texts[check.Code!] : texts["checked.part", ("part", check.Part), ("reason", texts[check.Code!])];

    private static string Passing(CheckKind kind, CheckReport report, Texts texts) => kind is CheckKind.SealKey && report.Seal is { } seal
        ? texts[seal.TimestampedAt is null ? "checked.seal-key" : "checked.seal-key-timestamped", ("name", seal.Name), ("at", seal.TimestampedAt ?? seal.ClaimedAt)]
        : texts[Passed(kind)];

    private static string Passed(CheckKind kind) => kind switch
    {
        CheckKind.Seal => "checked.seal",
        CheckKind.Attachment => "checked.attachment",
        CheckKind.Form => "checked.form",
        CheckKind.Proof => "checked.proof",
        CheckKind.Key => "checked.key",
        CheckKind.Period => "checked.period",
        CheckKind.Status => "checked.status",
        _ => "checked.parts",
    };
}
