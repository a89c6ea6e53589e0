using System.Globalization;
using System.Threading.RateLimiting;
using Acquis.Data;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Invitations;
using Acquis.Features.Accounts.Passkeys;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Accounts.Sessions;
using Acquis.Features.Accounts.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Acquis.Infrastructure;

/// <summary>Accounts, the session cookie and its lifetime, and how often one address may try.</summary>
public static class SignIn
{
    /// <summary>Name of the limit on pages that take a password or send a mail to who asks.</summary>
    public const string Limit = "sign-in";

    /// <summary>Attempts a minute from one address: a training room behind one router may all sign in at once.</summary>
    public const int AttemptsPerMinute = 120;

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddIdentityCore<Account>(identity =>
        {
            IdentitySchema.Configure(identity);
            identity.User.RequireUniqueEmail = true;
            identity.User.AllowedUserNameCharacters = "";
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            identity.Password.RequiredLength = 10;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        }).AddSignInManager<AcquisSignIn>().AddEntityFrameworkStores<AcquisDb>().AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<AcquisPrincipal>().AddPasswordValidator<PasswordStrength>();
        builder.Services.Configure<DataProtectionTokenProviderOptions>(tokens => tokens.TokenLifespan = TimeSpan.FromDays(3));
        // A passkey stands for a password and a second factor at once, so the device must ask who holds it, and the passkey must tell whose it is.
        builder.Services.Configure<IdentityPasskeyOptions>(passkeys => passkeys.UserVerificationRequirement = passkeys.ResidentKeyRequirement = "required");
        builder.AddSchemes();
        builder.Services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "acquis-session";
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "next";
            cookie.ExpireTimeSpan = SessionService.Lifetime;
            cookie.SlidingExpiration = true;
            var leadToSignIn = cookie.Events.OnRedirectToLogin;
            cookie.Events.OnRedirectToLogin = context => context.Request.Path.StartsWithSegments("/api") ? TokenHandler.Challenge(context.Response) : leadToSignIn(context);
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
                context.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            limiter.AddPolicy(Limit, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
            limiter.AddApiLimit();
        });
        builder.Services.AddSingleton<EndedSessions>();
        builder.Services.AddScoped<SessionService>();
        builder.Services.AddScoped<SecondFactorService>();
        builder.Services.AddScoped<PasskeyCeremony>();
        builder.Services.AddScoped<PasskeyService>();
        builder.Services.AddScoped<TokenService>();
        builder.Services.AddScoped<OwnAccountService>();
        builder.Services.AddScoped<AccountService>();
        builder.Services.AddScoped<AccountLinks>();
        builder.Services.AddSingleton<LinkSigner>();
        builder.Services.AddScoped<FirstAdministrator>();
        builder.Services.AddScoped<SignInService>();
        builder.Services.AddScoped<CohortInvitations>();
        builder.Services.AddScoped<InvitationLetters>();
        builder.Services.AddScoped<InvitationService>();
        builder.Services.AddScoped<InvitationAcceptance>();
    }

    /// <summary>Who asks is known by the session's cookie; on the API also by an access token.</summary>
    private static void AddSchemes(this WebApplicationBuilder builder)
    {
        const string CookieOrToken = "acquis";
        builder.Services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, scheme => scheme.ForwardDefaultSelector = context =>
                TokenHandler.IsUsedBy(context.Request) ? TokenHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.SchemeName, null)
            .AddIdentityCookies();
        builder.Services.AddScoped<ISecurityStampValidator, SessionValidator>();
        builder.Services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            stamp.ValidationInterval = SessionValidator.Interval;
            stamp.OnRefreshingPrincipal = SessionValidator.KeepClaimsAsync;
        });
    }
}
