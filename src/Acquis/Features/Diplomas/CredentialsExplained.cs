using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Journal;

namespace Acquis.Features.Diplomas;

/// <summary>Credentials, signing keys and status lists as their facts tell them; besides, each signed file still has its hash.</summary>
public sealed class CredentialsExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
        [typeof(CredentialIssued), typeof(CredentialRevoked), typeof(SigningKeyMade), typeof(SigningKeyRetired), typeof(SigningKeyWithdrawn), typeof(StatusListSigned),
            typeof(SealKeyTaken), typeof(SealKeyRetired)];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var credentials = new ExplainedRows<Credential>(db, c => c.Id.Value, c => Subject.Of(c.Id));
        var keys = new ExplainedRows<SigningKey>(db, k => k.Id.Value, k => Subject.Of(k.Id));
        var lists = new ExplainedRows<StatusList>(db, l => l.Id.Value, l => Subject.Of(l.Id));
        var seals = new ExplainedRows<SealKey>(db, k => k.Id.Value, k => Subject.Of(k.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            if (told.Action == Fact.ActionOf(typeof(CredentialIssued)) || told.Action == Fact.ActionOf(typeof(CredentialRevoked)))
                Take(credentials, told);
            else if (told.Action == Fact.ActionOf(typeof(StatusListSigned)))
                Take(lists, told);
            else if (told.Action == Fact.ActionOf(typeof(SealKeyTaken)) || told.Action == Fact.ActionOf(typeof(SealKeyRetired)))
                Take(seals, told);
            else
                Take(keys, told);
        }

        var differences = credentials.DifferencesAsync(c => Broken(c.Content, c.ContentHash, nameof(Credential.Content)), ct)
            .Concat(lists.DifferencesAsync(l => Broken(l.Content, l.ContentHash, nameof(StatusList.Content)), ct)).Concat(keys.DifferencesAsync(null, ct))
            .Concat(seals.DifferencesAsync(k => Broken(k.Certificate, k.Fingerprint, nameof(SealKey.Certificate)), ct));
        await foreach (var difference in differences)
            yield return difference;
    }

    private static void Take(ExplainedRows<Credential> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case CredentialIssued c:
                rows.Born(
                    c.Credential.Value,
                    (nameof(Credential.Kind), c.Kind), (nameof(Credential.DecisionId), c.Decision), (nameof(Credential.CandidacyId), c.Candidacy),
                    (nameof(Credential.DiplomaId), c.Diploma), (nameof(Credential.BlockCode), c.BlockCode), (nameof(Credential.Number), c.Number),
                    (nameof(Credential.SigningKeyId), c.SigningKey), (nameof(Credential.StatusListId), c.StatusList), (nameof(Credential.StatusIndex), c.StatusIndex),
                    (nameof(Credential.ContentHash), c.ContentHash), (nameof(Credential.IssuedAt), told.At), (nameof(Credential.RevokedAt), null));
                break;
            case CredentialRevoked r:
                rows.Changed(r.Credential.Value, (nameof(Credential.RevokedAt), told.At));
                break;
            case null when told.Action == Fact.ActionOf(typeof(CredentialIssued)):
                rows.ErasedBirth(told);
                break;
            default:
                rows.ErasedChange(told, nameof(Credential.RevokedAt));
                break;
        }
    }

    private static void Take(ExplainedRows<SigningKey> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case SigningKeyMade k:
                rows.Born(
                    k.SigningKey.Value,
                    (nameof(SigningKey.PublicKey), k.PublicKey), (nameof(SigningKey.MadeAt), told.At), (nameof(SigningKey.State), SigningKeyState.Current),
                    (nameof(SigningKey.EndedAt), null));
                break;
            case SigningKeyRetired k:
                rows.Changed(k.SigningKey.Value, (nameof(SigningKey.State), SigningKeyState.Retired), (nameof(SigningKey.EndedAt), told.At));
                break;
            case SigningKeyWithdrawn k:
                rows.Changed(k.SigningKey.Value, (nameof(SigningKey.State), SigningKeyState.Withdrawn), (nameof(SigningKey.EndedAt), told.At));
                break;
            case null when told.Action == Fact.ActionOf(typeof(SigningKeyMade)):
                rows.ErasedBirth(told);
                break;
            default:
                rows.ErasedChange(told, nameof(SigningKey.State), nameof(SigningKey.EndedAt));
                break;
        }
    }

    private static void Take(ExplainedRows<SealKey> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case SealKeyTaken k:
                rows.Born(
                    k.SealKey.Value,
                    (nameof(SealKey.Fingerprint), k.Fingerprint), (nameof(SealKey.Name), k.Name), (nameof(SealKey.IsTest), k.IsTest), (nameof(SealKey.MadeAt), told.At),
                    (nameof(SealKey.State), SealKeyState.Current), (nameof(SealKey.EndedAt), null));
                break;
            case SealKeyRetired k:
                rows.Changed(k.SealKey.Value, (nameof(SealKey.State), SealKeyState.Retired), (nameof(SealKey.EndedAt), told.At));
                break;
            case null when told.Action == Fact.ActionOf(typeof(SealKeyTaken)):
                rows.ErasedBirth(told);
                break;
            default:
                rows.ErasedChange(told, nameof(SealKey.State), nameof(SealKey.EndedAt));
                break;
        }
    }

    private static void Take(ExplainedRows<StatusList> rows, ToldFact told)
    {
        if (told.Fact is not StatusListSigned s)
        {
            rows.ErasedChange(told, nameof(StatusList.ContentHash), nameof(StatusList.SignedAt));
            return;
        }

        // The first signature opens the list; each later one says its content anew.
        rows.Born(s.StatusList.Value, (nameof(StatusList.Name), s.Name));
        rows.Changed(s.StatusList.Value, (nameof(StatusList.ContentHash), s.ContentHash), (nameof(StatusList.SignedAt), told.At));
    }

    private static IEnumerable<string> Broken(byte[] content, string hash, string column)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != hash)
            yield return column;
    }
}
