using System.IO.Compression;
using System.Text.Unicode;
using Acquis.Data;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Home;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.WebEncoders;

namespace Acquis.Infrastructure;

/// <summary>Builds the program: services, then the pipeline. Reads as a table of contents.</summary>
public static class AcquisHost
{
    /// <param name="configure">What a test changes before the program is built: its clock, its server.</param>
    public static WebApplication Build(string[] args, AcquisOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(AcquisHost).Assembly.GetName().Name,
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // The keys that protect cookies and links stand in the database on purpose, whatever the framework would rather: every node reads them there.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        if (options.JsonLogs)
        {
            builder.Logging.ClearProviders().AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        }

        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(options.Url);
        }

        builder.Services.AddSingleton(options);
        builder.AddPlatform();
        builder.AddDatabase(options);
        builder.AddAccounts();
        builder.AddPages();
        builder.AddFeatures();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UsePipeline();
        return app;
    }

    private static void AddPlatform(this WebApplicationBuilder builder)
    {
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateOnBuild, provider.ValidateScopes) = (true, true));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Texts.All);
        builder.Services.AddScoped<CurrentActor>();
        builder.Services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new(UnicodeRanges.All));
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<RequestLocalizationOptions>(localization =>
        {
            localization.SetDefaultCulture("fr-FR").AddSupportedCultures("fr-FR", "en-GB", "fr", "en").AddSupportedUICultures("fr-FR", "en-GB", "fr", "en");
            localization.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" },
                new CookieRequestCultureProvider { CookieName = LanguageCookie },
                new QueryStringRequestCultureProvider { QueryStringKey = LetterLanguage, UIQueryStringKey = LetterLanguage },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
    }

    /// <summary>Cookie that keeps the chosen language.</summary>
    public const string LanguageCookie = "acquis-lang";

    /// <summary>
    /// Part of an address that a letter gives: the language in which the letter is written. The page opens in it unless another was chosen in that browser.
    /// </summary>
    public const string LetterLanguage = "written";

    private static void AddDatabase(this WebApplicationBuilder builder, AcquisOptions options)
    {
        if (options.Postgres is { } postgres)
        {
            builder.Services.AddDbContextPool<AcquisDb, PostgresDb>(db => DatabaseOptions.ConfigurePostgres(db, postgres));
        }
        else
        {
            builder.Services.AddDbContextPool<AcquisDb, SqliteDb>(db => DatabaseOptions.ConfigureSqlite(db, $"Data Source={options.SqliteFile}"));
        }

        builder.Services.AddDataProtection().SetApplicationName("acquis").PersistKeysToDbContext<AcquisDb>();
    }

    private static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Features";
        }).AddMvcOptions(mvc =>
        {
            FormMessages.Configure(mvc);
            mvc.Filters.Add<FailureFilter>();
            mvc.Filters.Add<StrongSignInFilter>();
            mvc.Filters.Add<ShellFilter>();
        });
        builder.Services.AddAntiforgery(antiforgery => (antiforgery.Cookie.Name, antiforgery.HeaderName) = ("acquis-form", "X-Acquis-Form"));
        builder.Services.AddProblemDetails();
        builder.Services.AddApiDocument();
        builder.Services.AddIdempotencyKeys();
        builder.Services.AddExceptionHandler<ApiFailures>();
        builder.Services.AddAuthorization(Policies.Add);
        builder.Services.Configure<RouteOptions>(routes => (routes.LowercaseUrls, routes.AppendTrailingSlash) = (true, false));
    }

    private static void UsePipeline(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseChosenLanguage();
        app.UseExceptionHandler("/error/500");
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages => pages.UseStatusCodePagesWithReExecute("/error/{0}"));
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages());
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=86400" });
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.Use((context, next) =>
        {
            context.RequestServices.GetRequiredService<CurrentActor>().Become(context.User);
            return next();
        });
        app.UseAuthorization();
        app.UseIdempotencyKeys();
        app.UseLookUps();
        app.MapRazorPages();
        app.MapFeatures();
        app.MapFallback("{**path}", () => Results.NotFound()).RequireAuthorization(Policies.Anyone);
    }
}
