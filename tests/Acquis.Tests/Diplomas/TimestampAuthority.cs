using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Acquis.Tests.Diplomas;

/// <summary>How a timestamp server behaves.</summary>
public enum Authority
{
    Answers,

    /// <summary>Takes the request and never answers.</summary>
    Hangs,

    /// <summary>Answers 503.</summary>
    Fails,

    /// <summary>Answers by the protocol that it refuses (RFC 3161, 2.4.2: status rejection).</summary>
    Rejects,

    /// <summary>Answers a page of HTML.</summary>
    AnswersRubbish,

    /// <summary>Answers a good timestamp of the same hash, for another nonce.</summary>
    AnswersAnotherNonce,

    /// <summary>Answers a good timestamp of another hash.</summary>
    AnswersAnotherHash,

    /// <summary>Answers more than any timestamp is.</summary>
    AnswersTooMuch,
}

/// <summary>A timestamp server (RFC 3161 over HTTP) on loopback, with a key that is thrown away.</summary>
internal sealed class TimestampAuthority : IAsyncDisposable
{
    private const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";
    private const string Timestamping = "1.3.6.1.5.5.7.3.8";
    private const string Policy = "1.2.3.4.1";

    private readonly RSA key = RSA.Create(2048);
    private readonly X509Certificate2 certificate;
    private readonly CancellationTokenSource closing = new();
    private readonly WebApplication app;

    private TimestampAuthority()
    {
        var request = new CertificateRequest("CN=Horodatage Exemple", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Timestamping)], critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        certificate = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        // Told to be a delegate: as a request delegate its result would be dropped.
        app.MapPost("/", (Delegate)AnswerAsync);
    }

    /// <summary>How it behaves from now on.</summary>
    public Authority Behaviour { get; set; }

    /// <summary>The clock whose time it vouches for: that of the program, whose seals are of that time.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Types of content that were asked with.</summary>
    public List<string?> Asked { get; } = [];

    public Uri Address { get; private set; } = null!;

    public static async Task<TimestampAuthority> StartAsync()
    {
        var server = new TimestampAuthority();
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = new(server.app.Urls.Single());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested)
            return;

        await closing.CancelAsync();
        await app.DisposeAsync();
        certificate.Dispose();
        key.Dispose();
    }

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        Asked.Add(context.Request.ContentType);
        using var copy = new MemoryStream();
        await context.Request.Body.CopyToAsync(copy);
        switch (Behaviour)
        {
            case Authority.Hangs:
                await Task.Delay(Timeout.Infinite, closing.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                return Results.Empty;
            case Authority.Fails:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case Authority.AnswersRubbish:
                return Results.Content("<!DOCTYPE html><title>Maintenance</title>", "text/html");
            case Authority.AnswersTooMuch:
                return Results.Bytes(new byte[1 << 20], "application/timestamp-reply");
            case Authority.Rejects:
                return Results.Bytes(Response(2, null), "application/timestamp-reply");
            default:
                Assert.True(Rfc3161TimestampRequest.TryDecode(copy.ToArray(), out var request, out _));
                return Results.Bytes(Response(0, Token(request)), "application/timestamp-reply");
        }
    }

    private byte[] Token(Rfc3161TimestampRequest request)
    {
        var hash = request.GetMessageHash().ToArray();
        var nonce = request.GetNonce()!.Value.ToArray();
        if (Behaviour is Authority.AnswersAnotherHash)
            hash[0] ^= 1;

        if (Behaviour is Authority.AnswersAnotherNonce)
            nonce[^1] ^= 1;

        var info = new Rfc3161TimestampTokenInfo(new Oid(Policy), request.HashAlgorithmId, hash, new byte[] { 1 }, Clock.GetUtcNow(), nonce: nonce);
        var cms = new SignedCms(new ContentInfo(new Oid(TimestampInfo), info.Encode()));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid("1.2.840.113549.1.9.16.2.47"), CertificateReference()));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    private byte[] CertificateReference()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));

        return writer.Encode();
    }

    private static byte[] Response(int status, byte[]? token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
                writer.WriteInteger(status);

            if (token is not null)
                writer.WriteEncodedValue(token);
        }

        return writer.Encode();
    }
}
