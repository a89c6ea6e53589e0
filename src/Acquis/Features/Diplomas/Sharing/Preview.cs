namespace Acquis.Features.Diplomas.Sharing;

/// <summary>
/// Tells a messenger that looks at a link to draw its card, and a browser that fetches ahead, from a person who opens it. It decides a count that is shown
/// to the holder and nothing else, so that a program which hides costs no more than one opening too many.
/// </summary>
public static class Preview
{
    private static readonly string[] Names =
    [
        "bot", "crawler", "externalhit", "googleimageproxy", "preview", "slack-img", "spider", "teams", "whatsapp",
    ];

    /// <summary>Whether the request is one of those.</summary>
    public static bool IsOne(HttpRequest request) =>
        HttpMethods.IsHead(request.Method)
        || IsAhead(request.Headers["Sec-Purpose"].ToString()) || IsAhead(request.Headers["Purpose"].ToString())
        || Names.Any(n => request.Headers.UserAgent.ToString().Contains(n, StringComparison.OrdinalIgnoreCase));

    private static bool IsAhead(string purpose) => purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase);
}
