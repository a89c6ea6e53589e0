using System.Threading.RateLimiting;
using Acquis.Data;
using Acquis.Features.Accounts;
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
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        builder.Services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
        builder.Services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "acquis-session";
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "next";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(Limit, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
        });
        builder.Services.AddScoped<AccountService>();
        builder.Services.AddScoped<AccountLinks>();
        builder.Services.AddScoped<FirstAdministrator>();
        builder.Services.AddScoped<SignInService>();
    }
}
