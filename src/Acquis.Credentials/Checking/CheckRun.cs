using System.Globalization;
using System.Text.Json;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Rdf;
using Acquis.Credentials.Status;

namespace Acquis.Credentials.Checking;

/// <summary>The checks of one document: of itself, of its parts, and of the status lists that they refer to. All share one budget of work.</summary>
internal sealed class CheckRun(ContextSet contexts, CheckSources sources, DateTimeOffset now, WorkBudget budget)
{
    // Clocks differ; a credential issued this minute is not "not yet valid".
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly ProofChecks proofs = new(contexts, sources, budget);
    private readonly Dictionary<string, StatusList> lists = [];

    internal List<Check> Check(JsonElement credential, int part)
    {
        var checks = new List<Check> { Guarded(CheckKind.Form, part, () => FormChecks.Require(credential)) };
        checks.AddRange(proofs.Check(credential, part, now));
        checks.Add(Guarded(CheckKind.Period, part, () => RequirePeriod(credential)));
        if (credential.TryGetProperty("credentialStatus", out var status))
        {
            checks.Add(Status(credential, status, part));
        }

        return checks;
    }

    private static Check Guarded(CheckKind kind, int part, Action check)
    {
        try
        {
            check();
            return new(kind, CheckOutcome.Passed, Part: part);
        }
        catch (CredentialRefusedException e)
        {
            return new(kind, CheckOutcome.Failed, e.Code, e.Detail, part);
        }
    }

    private void RequirePeriod(JsonElement credential)
    {
        if (CredentialJson.Instant(credential, "validFrom") is { } from && from > now + ClockSkew)
        {
            throw new CredentialRefusedException("period.not-yet", $"from {from:O}");
        }

        if (CredentialJson.Instant(credential, "validUntil") is { } until && until < now)
        {
            throw new CredentialRefusedException("period.over", $"until {until:O}");
        }
    }

    private Check Status(JsonElement credential, JsonElement status, int part)
    {
        try
        {
            if (!CredentialJson.HasType(status, "BitstringStatusListEntry") || CredentialJson.Text(status, "statusPurpose") != "revocation")
            {
                throw new CredentialRefusedException("status.unsupported", "the status is no revocation entry of a bitstring list");
            }

            var address = CredentialJson.Text(status, "statusListCredential") ?? "";
            if (List(address, CredentialJson.Issuer(credential)) is not { } list)
            {
                return new(CheckKind.Status, CheckOutcome.NotMade, "status.no-list", address, part);
            }

            return list[Index(status)]
                ? new(CheckKind.Status, CheckOutcome.Failed, "status.revoked", address, part)
                : new(CheckKind.Status, CheckOutcome.Passed, Part: part);
        }
        catch (CredentialRefusedException e)
        {
            return new(CheckKind.Status, CheckOutcome.Failed, e.Code, e.Detail, part);
        }
    }

    private static long Index(JsonElement status) =>
        long.TryParse(CredentialJson.Text(status, "statusListIndex"), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new CredentialRefusedException("status.unsupported", "statusListIndex is no number");

    private StatusList? List(string address, string? issuer)
    {
        if (lists.TryGetValue(address, out var known))
        {
            return known;
        }

        if (sources.FindList(address) is not { } utf8)
        {
            return null;
        }

        using var document = LinkedJson.Parse(utf8);
        var root = document.RootElement;
        RequireList(root, address, issuer);
        foreach (var check in proofs.Check(root, 0, now).Where(c => c.Outcome is not CheckOutcome.Passed))
        {
            throw new CredentialRefusedException("status.list-refused", $"{check.Code}: {check.Detail}");
        }

        RequirePeriod(root);
        return lists[address] = StatusList.Decode(CredentialJson.Text(root.GetProperty("credentialSubject"), "encodedList") ?? "");
    }

    private static void RequireList(JsonElement root, string address, string? issuer)
    {
        var isList = CredentialJson.HasType(root, "BitstringStatusListCredential") && CredentialJson.Text(root, "id") == address
            && root.TryGetProperty("credentialSubject", out var subject) && CredentialJson.HasType(subject, "BitstringStatusList")
            && CredentialJson.Text(subject, "statusPurpose") == "revocation";
        if (!isList || CredentialJson.Issuer(root) != issuer)
        {
            throw new CredentialRefusedException("status.list-refused", "it is not the issuer's revocation list of that address");
        }
    }
}
