using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials;
using Acquis.Credentials.Canonical;
using Acquis.Credentials.Checking;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Sealing;
using Acquis.Credentials.Signatures;
using Acquis.Credentials.Status;
using Acquis.Engines.Tests.Credentials;
using Acquis.Engines.Tests.Pdf;
using Acquis.Timetabling;
using Acquis.Timetabling.Formats;
using Acquis.Timetabling.Generating;
using Xunit;

namespace Acquis.Engines.Tests.Fuzzing;

/// <summary>
/// Whatever comes in from outside is read or refused with a reason, in bounded time: never another error, never a hang. <c>make test</c> tries some thousand
/// inputs, <c>make fuzz</c> a million.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int InShort = 4_000;
    private const int AtLength = 1_000_000;

    /// <summary>Longest that one input of half a megabyte may take; a thousand times what it should, for busy machines.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly Target[] Targets =
    [
        new("credential", 4, [Samples.Title(), Samples.Block(Samples.First, 1001), Samples.Record()], bytes => Check(bytes, Samples.Sources()), typeof(CredentialRefusedException)),
        new("sealed PDF", 1, [SealedSamples.Diploma, SealedSamples.Unsealed], bytes => ThrowIfRefused(SealedSamples.Check(bytes)), typeof(CredentialRefusedException)),
        new("status list", 1, [Samples.StatusList(1, 77)], bytes => Check(Samples.Title(), Listed(bytes)), typeof(CredentialRefusedException)),
        new("encoded list", 1, [Encoding.UTF8.GetBytes(Encoded())], bytes => StatusList.Decode(Encoding.UTF8.GetString(bytes)), typeof(CredentialRefusedException)),
        new("did document", 2, [DidWeb.Document(Samples.Did, [Samples.Signer.PublicKey])], bytes => DidDocument.Parse(bytes), typeof(CredentialRefusedException)),
        new("canonical JSON", 3, [Samples.Title(), "{\"a\":[1e3,-0.5,\"\\u20ac\"]}"u8.ToArray()], bytes => Jcs.Canonicalize(Encoding.UTF8.GetString(bytes)), typeof(FormatException)),
        new("base 58", 1, ["z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"u8.ToArray()], bytes => Base58.Decode(Encoding.UTF8.GetString(bytes)), typeof(FormatException)),
        new("checkpoint", 2, [Encoding.UTF8.GetBytes(Head().Sign(Samples.Signer))], bytes => Checkpoint.Verify(Encoding.UTF8.GetString(bytes), Samples.Signer.Verifier), typeof(FormatException), typeof(CryptographicException)),
        new("proof of inclusion", 2, [Encoding.UTF8.GetBytes(new TlogProof(3, [new byte[32], new byte[32]], Head().Sign(Samples.Signer), [1]).Format())], bytes => TlogProof.Parse(Encoding.UTF8.GetString(bytes)), typeof(FormatException)),
        new("timetable problem", 4, [TimetableJson.Write(TimetableGenerator.Generate(Family.Planted, 20, 1).Problem)], bytes => ProblemReader.Read(bytes), typeof(TimetableFileException)),
    ];

    [Fact]
    public void Some_thousand_bad_inputs_are_each_read_or_refused_with_a_reason() => Run(InShort, seed: 1);

    [Fact(Explicit = true)]
    public void A_million_bad_inputs_are_each_read_or_refused_with_a_reason() => Run(AtLength, seed: Environment.TickCount);

    private void Run(int inputs, int seed)
    {
        output.WriteLine($"seed {seed}");
        var total = 0;
        foreach (var target in Targets)
        {
            var share = (inputs * target.Weight / Targets.Sum(t => t.Weight)) + 1;
            var refused = Run(target, share, seed);
            output.WriteLine($"{target.Name}: {share} inputs, {refused} refused");
            total += share;
        }

        output.WriteLine($"{total} inputs");
        Assert.True(total >= inputs);
    }

    private static int Run(Target target, int inputs, int seed)
    {
        var mutation = new Mutation(seed);
        var refused = 0;
        for (var i = 0; i < inputs; i++)
        {
            var input = mutation.Next(target.Seeds);
            var watch = Stopwatch.StartNew();
            try
            {
                target.Read(input);
            }
            catch (Exception e) when (target.Refusals.Contains(e.GetType()))
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"{target.Name}, input {i} of seed {seed}: {e}\n{Convert.ToBase64String(input)}");
            }

            Assert.True(watch.Elapsed < Longest, $"{target.Name}, input {i} of seed {seed} took {watch.Elapsed}:\n{Convert.ToBase64String(input)}");
        }

        return refused;
    }

    // The checker tells what fails instead of throwing: it must always have something to tell.
    private static void Check(byte[] credential, CheckSources sources)
    {
        ThrowIfRefused(new CredentialChecker().Check(credential, sources, Samples.Now));
    }

    private static void ThrowIfRefused(CheckReport report)
    {
        Assert.NotEmpty(report.Checks);
        if (report.Checks.FirstOrDefault(c => c.Outcome is CheckOutcome.Failed) is { } failed)
            throw new CredentialRefusedException(failed.Code!, failed.Detail ?? "");
    }

    private static CheckSources Listed(byte[] list) => new CheckSources().Add(Samples.DidDocument()).AddStatusList(Samples.List, list);

    private static string Encoded()
    {
        var list = StatusList.Empty();
        list.Set(77);
        return list.Encode();
    }

    private static Checkpoint Head() => new("acquis.test/journal", 42, SHA256.HashData("root"u8));

    /// <summary>Something that reads what comes from outside.</summary>
    /// <param name="Weight">Its share of the inputs.</param>
    /// <param name="Refusals">Exceptions by which it refuses; any other is a fault.</param>
    private sealed record Target(string Name, int Weight, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read, params Type[] Refusals);
}
