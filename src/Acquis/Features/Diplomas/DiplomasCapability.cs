using System.Threading.RateLimiting;
using Acquis.Features.Diplomas.Annexes;
using Acquis.Features.Diplomas.Layouts;
using Acquis.Features.Diplomas.Sealing;
using Acquis.Features.Diplomas.Sending;
using Acquis.Features.Diplomas.Sharing;
using Acquis.Features.Journal;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas;

/// <summary>Services of the register and of the public verification.</summary>
public static class DiplomasCapability
{
    /// <summary>Policy of the public page: codes cannot be tried in numbers.</summary>
    public const string VerificationLimit = "verification";

    public static void AddDiplomas(this IServiceCollection services)
    {
        services.AddScoped<DiplomaFiles>();
        services.AddScoped<DiplomaService>();
        services.AddScoped<RevocationLetter>();
        services.AddScoped<RevocationService>();
        services.AddScoped<AnnexFiles>();
        services.AddScoped<AnnexService>();
        services.AddSingleton<OpenKeys>();
        services.AddScoped<CredentialKeys>();
        services.AddSingleton<OpenSeals>();
        services.AddSingleton<TimestampClient>();
        services.AddScoped<SealKeys>();
        services.AddScoped<DocumentSealing>();
        services.AddScoped<SealedFiles>();
        services.AddScoped<PublishedKeys>();
        services.AddScoped<StatusListService>();
        services.AddScoped<CredentialIssuer>();
        services.AddScoped<CredentialVerification>();
        services.AddScoped<SigningKeyService>();
        services.AddScoped<CredentialRenewal>();
        services.AddScoped<OutdatedDocuments>();
        services.AddScoped<LayoutService>();
        services.AddScoped<LayoutSpecimen>();
        services.AddScoped<HeldDocuments>();
        services.AddScoped<SharingService>();
        services.AddScoped<HolderLinks>();
        services.AddScoped<HolderLetters>();
        services.AddScoped<OpenedDocuments>();
        services.AddScoped<IRowsExplainedByFacts, DiplomasExplained>();
        services.AddScoped<IRowsExplainedByFacts, AnnexesExplained>();
        services.AddScoped<IRowsExplainedByFacts, CredentialsExplained>();
        services.AddScoped<IRowsExplainedByFacts, SharingExplained>();
        services.AddScoped<IRowsExplainedByFacts, SendingExplained>();
        services.AddScoped<IRowsExplainedByFacts, LayoutsExplained>();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(PublishedFiles.Limit, PublishedFiles.PartitionOf);
            limiter.AddPolicy(VerificationLimit, context => RateLimitPartition.GetTokenBucketLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new() { TokenLimit = 60, TokensPerPeriod = 30, ReplenishmentPeriod = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
        });
    }
}
