using Acquis.Infrastructure;
using Microsoft.AspNetCore.Localization;

namespace Acquis.Features.Home;

/// <summary>The language of the interface: a link with <c>?lang=</c>, or a form, keeps the choice in a cookie.</summary>
public static class Languages
{
    /// <summary>Keeps the language that a link asked for.</summary>
    public static IApplicationBuilder UseChosenLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Query["lang"].ToString() is "fr" or "en")
            Keep(context, context.Request.Query["lang"].ToString());

        return next();
    });

    public static void Keep(HttpContext context, string language) => context.Response.Cookies.Append(
        AcquisHost.LanguageCookie,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language == "en" ? "en-GB" : "fr-FR")),
        new CookieOptions { IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Path = "/" });
}
