using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acquis.Credentials.Checking;
using Acquis.Credentials.OpenBadges;
using Acquis.Credentials.Status;
using CsCheck;

namespace Acquis.Engines.Tests.Credentials;

public sealed class CredentialCheckerTests
{
    private static readonly CredentialChecker Checker = new();

    [Fact]
    public void A_title_passes_every_check_and_says_what_it_certifies()
    {
        var report = Checker.Check(Samples.Title(), Samples.Sources(), Samples.Now);
        Assert.True(report.IsGood, Told(report));
        Assert.Equal([CheckKind.Form, CheckKind.Proof, CheckKind.Key, CheckKind.Period, CheckKind.Status], report.Checks.Select(c => c.Kind));
        Assert.Equal(("Zoé N’Guyen", Samples.Did), (report.Credential!.Holder, report.Credential.Issuer));
    }

    [Fact]
    public void A_bloc_and_a_record_pass_every_check()
    {
        Assert.True(Checker.Check(Samples.Block(Samples.First, 5), Samples.Sources(), Samples.Now).IsGood);
        var record = Checker.Check(Samples.Record(), Samples.Sources(), Samples.Now);
        Assert.True(record.IsGood, Told(record));
        Assert.Equal([0, 1, 2, 3], record.Checks.Select(c => c.Part).Distinct().Order());
    }

    [Fact]
    public void The_same_award_signed_twice_gives_the_same_bytes() => Assert.Equal(Samples.Record(), Samples.Record());

    [Fact]
    public void Any_value_that_is_changed_is_noticed()
    {
        var values = Leaves(Parsed(Samples.Block(Samples.First, 5)), "").Where(p => !p.StartsWith("/proof/type")).ToList();
        Assert.True(values.Count > 60);
        foreach (var path in values)
        {
            var changed = Parsed(Samples.Block(Samples.First, 5));
            Change(changed, path);
            Assert.False(Check(changed).IsGood, path);
        }
    }

    [Fact]
    public void Any_byte_that_is_changed_is_noticed_unless_the_meaning_stays()
    {
        var signed = Samples.Title();
        var statements = Statements(signed);
        Gen.Select(Gen.Int[0, signed.Length - 1], Gen.Int[0, 7]).Sample(
            (at, bit) =>
            {
                var changed = signed.ToArray();
                changed[at] ^= (byte)(1 << bit);
                return !Checker.Check(changed, Samples.Sources(), Samples.Now).IsGood || Statements(changed) == statements;
            },
            iter: 2000);
    }

    [Fact]
    public void The_order_of_keys_and_of_sets_does_not_matter() => Gen.Int.Sample(
        seed => Checker.Check(Encoding.UTF8.GetBytes(Shuffled(Parsed(Samples.Block(Samples.First, 5)), seed, false)!.ToJsonString()), Samples.Sources(), Samples.Now).IsGood,
        iter: 100);

    [Fact]
    public void A_revoked_one_is_refused_and_its_neighbour_is_not()
    {
        Assert.Equal("status.revoked", Why(Samples.Title(1000), Samples.Sources(1000)));
        Assert.True(Checker.Check(Samples.Title(1000), Samples.Sources(999, 1001), Samples.Now).IsGood);
    }

    [Fact]
    public void A_record_of_which_a_part_is_revoked_is_refused_and_names_the_part()
    {
        var report = Checker.Check(Samples.Record(), Samples.Sources(1001), Samples.Now);
        var failed = Assert.Single(report.Checks, c => c.Outcome is CheckOutcome.Failed);
        Assert.Equal(("status.revoked", 2), (failed.Code, failed.Part));
    }

    [Fact]
    public void A_key_that_was_withdrawn_no_longer_verifies()
    {
        var list = Samples.Sign(StatusListWriter.Write(Samples.List, Samples.Did, Samples.IssuedAt, StatusList.Empty()), Samples.Stranger);
        var sources = new CheckSources().Add(Samples.DidDocument(Samples.Stranger)).AddStatusList(Samples.List, list);
        Assert.Equal("key.not-listed", Why(Samples.Title(), sources));
    }

    [Fact]
    public void A_rotated_key_still_verifies()
    {
        var sources = new CheckSources().Add(Samples.DidDocument(Samples.Stranger, Samples.Signer)).AddStatusList(Samples.List, Samples.StatusList());
        Assert.True(Checker.Check(Samples.Title(), sources, Samples.Now).IsGood);
    }

    [Fact]
    public void The_signature_of_another_key_is_refused()
    {
        var forged = Parsed(Samples.Title());
        forged["proof"]!["proofValue"] = Parsed(Samples.Sign(BadgeWriter.Title(Samples.Award, Samples.Issue("t-1", 1000)), Samples.Stranger))["proof"]!["proofValue"]!.GetValue<string>();
        Assert.Equal("proof.altered", Check(forged).Checks.First(c => c.Outcome is CheckOutcome.Failed).Code);
        Assert.Equal("key.not-listed", Why(Samples.Sign(BadgeWriter.Title(Samples.Award, Samples.Issue("t-1", 1000)), Samples.Stranger), Samples.Sources()));
    }

    [Fact]
    public void A_foreign_proof_beside_ours_is_refused()
    {
        var signed = Parsed(Samples.Title());
        var ours = signed["proof"]!.DeepClone();
        var foreign = ours.DeepClone();
        foreign["cryptosuite"] = "ecdsa-rdfc-2019";
        signed["proof"] = new JsonArray(ours, foreign);
        Assert.Equal("proof.unknown-suite", Check(signed).Checks.First(c => c.Outcome is CheckOutcome.Failed).Code);
        foreign = ours.DeepClone();
        foreign["verificationMethod"] = "did:web:elsewhere.example#z6Mk";
        signed["proof"] = new JsonArray(ours.DeepClone(), foreign);
        Assert.Equal("proof.other-issuer", Check(signed).Checks.First(c => c.Outcome is CheckOutcome.Failed).Code);
    }

    [Fact]
    public void Two_proofs_of_the_issuer_both_count()
    {
        var signed = Parsed(Samples.Title());
        signed["proof"] = new JsonArray(signed["proof"]!.DeepClone(), signed["proof"]!.DeepClone());
        Assert.True(Check(signed).IsGood);
    }

    [Fact]
    public void A_forged_part_inside_a_record_that_was_signed_again_is_refused()
    {
        var record = Parsed(Samples.UnsignedRecord());
        record["credentialSubject"]!["verifiableCredential"]![1]!["name"] = "Bloc inventé";
        var signed = Samples.Sign(Encoding.UTF8.GetBytes(record.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
        var failed = Checker.Check(signed, Samples.Sources(), Samples.Now).Checks.Where(c => c.Outcome is CheckOutcome.Failed).ToList();
        Assert.Equal([("proof.altered", 2)], failed.Select(c => (c.Code!, c.Part)));
    }

    [Fact]
    public void A_record_that_holds_the_credential_of_somebody_else_is_refused()
    {
        var award = Samples.Award with { Holder = new("urn:uuid:0190a5c0-0000-7000-8000-00000000000b", "Une Autre") };
        var other = Samples.Sign(BadgeWriter.Block(award, Samples.First, Samples.Issue("b-9", 9)));
        var record = Samples.Sign(RecordWriter.Write(Samples.Award, new(true, [other], []), Samples.Issue("r-2", 10)));
        Assert.Equal("parts.other-subject", Why(record, Samples.Sources()));
    }

    [Fact]
    public void A_partial_record_holds_what_was_acquired()
    {
        var record = Samples.Sign(RecordWriter.Write(Samples.Award, new(true, [Samples.Block(Samples.First, 5)], [Samples.First]), Samples.Issue("r-3", 11)));
        var report = Checker.Check(record, Samples.Sources(), Samples.Now);
        Assert.True(report.IsGood, Told(report));
    }

    [Fact]
    public void A_validity_that_has_not_begun_or_is_over_is_refused()
    {
        var report = Checker.Check(Samples.Title(), Samples.Sources(), Samples.IssuedAt.AddDays(-1));
        Assert.Contains("period.not-yet", report.Checks.Select(c => c.Code));
        var until = Encoding.UTF8.GetString(BadgeWriter.Title(Samples.Award, Samples.Issue("t-1", 1000))).Replace("\"awardedDate\"", "\"validUntil\":\"2026-08-01T00:00:00Z\",\"awardedDate\"");
        Assert.Equal("period.over", Why(Samples.Sign(Encoding.UTF8.GetBytes(until)), Samples.Sources()));
    }

    [Fact]
    public void Without_the_issuers_documents_it_says_what_was_not_checked()
    {
        var report = Checker.Check(Samples.Title(), CheckSources.None, Samples.Now);
        Assert.False(report.IsGood);
        Assert.False(report.IsRefused);
        Assert.Equal(["key.no-document", "status.no-list"], report.Checks.Where(c => c.Outcome is CheckOutcome.NotMade).Select(c => c.Code));
    }

    [Fact]
    public void A_status_list_that_is_not_the_issuers_is_refused()
    {
        CheckSources With(byte[] list) => new CheckSources().Add(Samples.DidDocument()).AddStatusList(Samples.List, list);
        var unsigned = StatusListWriter.Write(Samples.List, Samples.Did, Samples.IssuedAt, StatusList.Empty());
        Assert.Equal("status.list-refused", Why(Samples.Title(), With(unsigned)));
        Assert.Equal("status.list-refused", Why(Samples.Title(), With(Samples.Sign(unsigned, Samples.Stranger))));
        Assert.Equal("status.list-refused", Why(Samples.Title(), With(Samples.Title())));
        var elsewhere = StatusListWriter.Write("https://certif.example.fr/status/other", Samples.Did, Samples.IssuedAt, StatusList.Empty());
        Assert.Equal("status.list-refused", Why(Samples.Title(), With(Samples.Sign(elsewhere))));
        var shortened = Encoding.UTF8.GetString(unsigned).Replace(StatusList.Empty().Encode(), "uH4sIAAAAAAAAA2NgAAAAAP__AwAAAAAAAAAA");
        Assert.NotEqual("", Why(Samples.Title(), With(Samples.Sign(Encoding.UTF8.GetBytes(shortened)))));
    }

    [Fact]
    public void A_level_that_points_at_nothing_is_refused()
    {
        var json = Encoding.UTF8.GetString(BadgeWriter.Block(Samples.Award, Samples.First, Samples.Issue("b-1", 5)));
        var dangling = json.Replace("\"achievedLevel\":\"https://certif.example.fr/achievements/rncp99999/v1/c1.1/result/level-2\"", "\"achievedLevel\":\"https://certif.example.fr/achievements/rncp99999/v1/c1.1/result/level-7\"");
        Assert.NotEqual(json, dangling);
        Assert.Equal("credential.dangling-result", Why(Samples.Sign(Encoding.UTF8.GetBytes(dangling)), Samples.Sources()));
    }

    [Fact]
    public void A_poison_graph_in_a_credential_is_refused_in_bounded_time()
    {
        var links = Enumerable.Range(0, 12).Select(i => $"{{\"id\":\"_:n{i}\",\"type\":\"Profile\",\"parentOrg\":[{string.Join(',', Enumerable.Range(0, 12).Select(j => $"\"_:n{j}\""))}]}}");
        var poison = $$$"""
            {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"type":["VerifiableCredential"],"issuer":"did:web:certif.example.fr",
            "credentialSubject":[{{{string.Join(',', links)}}}],"proof":{"type":"DataIntegrityProof","created":"2026-07-10T10:00:01Z","cryptosuite":"eddsa-rdfc-2022","proofPurpose":"assertionMethod",
            "verificationMethod":"did:web:certif.example.fr#z6Mk","proofValue":"z1"}}
            """;
        var watch = Stopwatch.StartNew();
        var report = Checker.Check(Encoding.UTF8.GetBytes(poison), Samples.Sources(), Samples.Now);
        Assert.Contains("credential.too-complex", report.Checks.Select(c => c.Code));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Whatever_is_handed_in_gets_a_report_and_no_exception()
    {
        var record = Encoding.UTF8.GetString(Samples.Title());
        Gen.Select(Gen.Int[0, record.Length - 1], Gen.Int[0, 12], Gen.OneOf([.. new[] { "", "\"", "{", "}", "[", "]", "null", "\\ud800", ",", ":", "0", "\"@context\":", "true", "1e999", "\u0000" }.Select(Gen.Const)])).Sample(
            (at, cut, put) =>
            {
                var text = record[..at] + put + record[Math.Min(record.Length, at + cut)..];
                return Checker.Check(Encoding.UTF8.GetBytes(text), Samples.Sources(), Samples.Now).Checks.Count > 0;
            },
            iter: 3000);
    }

    private static CheckReport Check(JsonNode credential) => Checker.Check(Encoding.UTF8.GetBytes(credential.ToJsonString()), Samples.Sources(), Samples.Now);

    private static string Why(byte[] credential, CheckSources sources) =>
        string.Join(' ', Checker.Check(credential, sources, Samples.Now).Checks.Where(c => c.Outcome is CheckOutcome.Failed).Select(c => c.Code));

    private static string Told(CheckReport report) => string.Join("; ", report.Checks);

    private static JsonNode Parsed(byte[] json) => JsonNode.Parse(json)!;

    // What a document says: the proof too, but not how keys and sets are ordered.
    private static string Statements(byte[] json)
    {
        try
        {
            return Shuffled(Parsed(json), 0, sort: true)!.ToJsonString();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return "";
        }
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject o => o.SelectMany(m => Leaves(m.Value, $"{path}/{m.Key}")),
        JsonArray a => a.SelectMany((item, i) => Leaves(item, $"{path}/{i}")),
        _ => [path],
    };

    private static void Change(JsonNode root, string path)
    {
        var parts = path.Split('/')[1..];
        var at = root;
        foreach (var part in parts[..^1])
        {
            at = at is JsonArray list ? list[int.Parse(part)]! : at[part]!;
        }

        JsonNode Other(JsonNode old) => old.GetValueKind() is JsonValueKind.String ? old.GetValue<string>() + "a" : old.GetValueKind() is JsonValueKind.False;
        if (at is JsonArray items)
        {
            items[int.Parse(parts[^1])] = Other(items[int.Parse(parts[^1])]!);
        }
        else
        {
            at[parts[^1]] = Other(at[parts[^1]]!);
        }
    }

    private static JsonNode? Shuffled(JsonNode? node, int seed, bool sort)
    {
        var random = new Random(seed);
        switch (node)
        {
            case JsonObject o:
                var members = o.ToArray();
                if (sort)
                {
                    Array.Sort(members, (a, b) => string.CompareOrdinal(a.Key, b.Key));
                }
                else
                {
                    random.Shuffle(members);
                }

                return new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Key == "@context" ? m.Value?.DeepClone() : Shuffled(m.Value, random.Next(), sort))));
            case JsonArray a:
                var items = a.Select(i => Shuffled(i, random.Next(), sort)).ToArray();
                if (!sort)
                {
                    random.Shuffle(items);
                }

                return new JsonArray(items);
            default:
                return node?.DeepClone();
        }
    }
}
