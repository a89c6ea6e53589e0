using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acquis.Credentials.Checking;
using Acquis.Credentials.Keys;
using Acquis.Credentials.OpenBadges;
using Acquis.Credentials.Status;

namespace Acquis.Engines.Tests.Credentials;

/// <summary>Libraries not written by us judge what we sign, and we judge what they sign.</summary>
public sealed class InteropTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("acquis-interop").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Digital_Bazaars_library_accepts_what_we_sign_and_refuses_what_was_altered_revoked_or_is_over()
    {
        WriteOurs();
        var told = OutsideLibraries.Run("check.mjs", Samples.Now, folder);
        foreach (var name in new[] { "title", "block", "record", "record.json#1", "record.json#2", "record.json#3" })
        {
            Assert.Equal((true, false), Verdict(told, $"credentials/{name}{(name.Contains('#') ? "" : ".json")}"));
        }

        Assert.Equal((true, false), Verdict(told, "status/2026-1.json"));
        Assert.Equal((true, true), Verdict(told, "credentials/revoked.json"));
        Assert.Equal((false, false), Verdict(told, "credentials/altered.json"));
        Assert.Equal((false, false), Verdict(told, "credentials/over.json"));
        Assert.Equal((false, false), Verdict(told, "credentials/other-key.json"));
        Assert.Equal((true, false), Verdict(told, "credentials/forged-part.json"));
        Assert.Equal((false, false), Verdict(told, "credentials/forged-part.json#2"));
    }

    [Fact]
    public void The_verifier_behind_learner_wallets_accepts_what_we_sign_and_refuses_what_was_altered_revoked_or_is_over()
    {
        WriteOurs();
        var told = OutsideLibraries.Run("wallet.mjs", Samples.Now, folder);
        foreach (var name in new[] { "title", "block", "record" })
        {
            Assert.Equal((true, false), Verdict(told, $"credentials/{name}.json"));
        }

        Assert.Equal((false, true), Verdict(told, "credentials/revoked.json"));
        Assert.Equal((false, false), Verdict(told, "credentials/altered.json"));
        Assert.Equal((false, false), Verdict(told, "credentials/over.json"));
        Assert.Equal((false, false), Verdict(told, "credentials/other-key.json"));
    }

    [Theory]
    [InlineData("rdfc")]
    [InlineData("jcs")]
    public void We_accept_what_they_sign_and_refuse_it_altered_or_revoked(string suite)
    {
        WriteTheirs();
        OutsideLibraries.Run("sign.mjs", Samples.Now, folder, suite);
        var did = DidDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "did.json")));
        var list = File.ReadAllBytes(Path.Combine(folder, "status", "list.json"));
        var sources = new CheckSources().Add(did).AddStatusList("https://elsewhere.example/status/1", list);
        var title = File.ReadAllBytes(Path.Combine(folder, "credentials", "title.json"));
        var report = new CredentialChecker().Check(title, sources, Samples.Now);
        Assert.True(report.IsGood, string.Join("; ", report.Checks));
        var altered = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(title).Replace("Zoé", "Chloé"));
        Assert.Contains("proof.altered", new CredentialChecker().Check(altered, sources, Samples.Now).Checks.Select(c => c.Code));
        var revoked = File.ReadAllBytes(Path.Combine(folder, "credentials", "revoked.json"));
        Assert.Equal(["status.revoked"], new CredentialChecker().Check(revoked, sources, Samples.Now).Checks.Select(c => c.Code).OfType<string>());
    }

    private static (bool Verified, bool Revoked) Verdict(JsonElement told, string name)
    {
        var verdict = told.GetProperty(name);
        return (verdict.GetProperty("verified").GetBoolean(), verdict.GetProperty("revoked").GetBoolean());
    }

    private void WriteOurs()
    {
        Write("did.json", DidWeb.Document(Samples.Did, [Samples.Signer.PublicKey]));
        Write("status/2026-1.json", Samples.StatusList(666));
        Write("credentials/title.json", Samples.Title());
        Write("credentials/block.json", Samples.Block(Samples.First, 1001));
        Write("credentials/record.json", Samples.Record());
        Write("credentials/revoked.json", Samples.Title(666));
        Write("credentials/altered.json", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Samples.Title()).Replace("Zoé", "Chloé")));
        var over = Encoding.UTF8.GetString(BadgeWriter.Title(Samples.Award, Samples.Issue("t-2", 1007)));
        Write("credentials/over.json", Samples.Sign(Encoding.UTF8.GetBytes(over.Replace("\"awardedDate\"", "\"validUntil\":\"2026-08-01T00:00:00Z\",\"awardedDate\""))));
        Write("credentials/other-key.json", Samples.Sign(BadgeWriter.Title(Samples.Award, Samples.Issue("t-3", 1008)), Samples.Stranger));
        var record = JsonNode.Parse(Samples.UnsignedRecord())!;
        record["credentialSubject"]!["verifiableCredential"]![1]!["name"] = "Bloc inventé";
        Write("credentials/forged-part.json", Samples.Sign(Encoding.UTF8.GetBytes(record.ToJsonString())));
    }

    private void WriteTheirs()
    {
        const string address = "https://elsewhere.example";
        const string did = "did:web:elsewhere.example";
        var award = Samples.Award with { Certifier = new(did, "Ailleurs", address, null) };
        var list = StatusList.Empty();
        list.Set(7);
        Write("unsigned/list.json", StatusListWriter.Write($"{address}/status/1", did, Samples.IssuedAt, list));
        Write("unsigned/title.json", BadgeWriter.Title(award, new($"{address}/credentials/1", "1", new($"{address}/status/1", 6))));
        Write("unsigned/revoked.json", BadgeWriter.Title(award, new($"{address}/credentials/2", "2", new($"{address}/status/1", 7))));
    }

    private void Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
