using Acquis.Credentials.Keys;
using Acquis.Credentials.OpenBadges;
using Acquis.Credentials.Proofs;
using Acquis.Credentials.Signatures;
using Acquis.Credentials.Status;

namespace Acquis.Engines.Tests.Credentials;

/// <summary>An invented award: a title of two blocs, its credentials, its certifier's key and status list.</summary>
internal static class Samples
{
    internal const string Did = "did:web:certif.example.fr";
    internal const string List = "https://certif.example.fr/status/2026-1";

    internal static readonly DateTimeOffset IssuedAt = new(2026, 7, 10, 10, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    internal static readonly SeedSigner Signer = new("certif.example.fr/credentials", Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    internal static readonly SeedSigner Stranger = new("elsewhere.example/credentials", new byte[32]);

    internal static readonly Award Award = new()
    {
        Certifier = new(Did, "Institut Exemple — certificateur", "https://certif.example.fr", "13002526500013"),
        Holder = new("urn:uuid:0190a5c0-0000-7000-8000-00000000000a", "Zoé N’Guyen", HashedEmail.Of("zoe@example.fr", "c2VsIGludmVudMOp")),
        Title = new("rncp99999/v1", "Expert en infrastructures « exemplaires »", "RNCP99999", 7, "1.0.0", "Validation de tous les blocs par le jury."),
        Scale = new(
            [new(0, "Non acquis", "Rien n’est établi."), new(1, "En cours d’acquisition", "Avec aide."), new(2, "Acquis", "Seul."), new(3, "Maîtrisé", "Transmet.")], 2),
        AwardedOn = new(2026, 7, 3),
        ValidFrom = IssuedAt,
    };

    internal static readonly BlockAchievement First = new(
        "BC1", "Concevoir", "RNCP99999BC01", "Chaque compétence au niveau 2 au moins.", [new("C1.1", "Analyser", 2), new("C1.2", "Choisir", 3)]);

    internal static readonly BlockAchievement Second = new(
        "BC2", "Exploiter", "RNCP99999BC02", "Chaque compétence au niveau 2 au moins.", [new("C2.1", "Surveiller", 2, "https://certif.example.fr/ims/case/v1p1/CFItems/c21")]);

    internal static Issue Issue(string name, int index) => new($"https://certif.example.fr/credentials/{name}", $"2026-{index:00000}", new(List, index));

    internal static byte[] Sign(byte[] unsigned, ISigner? signer = null) => DataIntegrity.Sign(unsigned, signer ?? Signer, Did, IssuedAt.AddSeconds(1));

    internal static byte[] Title(int index = 1000) => Sign(BadgeWriter.Title(Award, Issue("t-1", index)));

    internal static byte[] Block(BlockAchievement block, int index) => Sign(BadgeWriter.Block(Award, block, Issue($"b-{index}", index)));

    internal static byte[] UnsignedRecord() => RecordWriter.Write(
        Award, new(false, [Title(), Block(First, 1001), Block(Second, 1002)], [First, Second]), Issue("r-1", 1003));

    internal static byte[] Record() => Sign(UnsignedRecord());

    internal static byte[] StatusList(params int[] revoked)
    {
        var list = Acquis.Credentials.Status.StatusList.Empty();
        foreach (var index in revoked)
        {
            list.Set(index);
        }

        return Sign(StatusListWriter.Write(List, Did, IssuedAt, list));
    }

    internal static DidDocument DidDocument(params ISigner[] signers) => Acquis.Credentials.Keys.DidDocument.Parse(
        DidWeb.Document(Did, (signers.Length == 0 ? [Signer] : signers).Select(s => s.PublicKey)));

    internal static Acquis.Credentials.Checking.CheckSources Sources(params int[] revoked) =>
        new Acquis.Credentials.Checking.CheckSources().Add(DidDocument()).AddStatusList(List, StatusList(revoked));
}
