using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Acquis.Tests.Support;

/// <summary>Somebody at a browser without script: opens pages, fills forms in, follows redirections.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient client;
    private readonly CookieContainer cookies = new();

    internal Visitor(HttpMessageHandler handler, (string Name, string Value)? session = null)
    {
        client = new HttpClient(handler) { BaseAddress = new Uri("http://localhost/") };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        if (session is { } s)
        {
            cookies.Add(client.BaseAddress, new Cookie(s.Name, s.Value));
        }
    }

    public Guid AccountId { get; init; }

    /// <summary>The same person reading English.</summary>
    public Visitor InEnglish()
    {
        client.DefaultRequestHeaders.AcceptLanguage.Clear();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB");
        return this;
    }

    /// <summary>Opens a page and follows its redirections.</summary>
    public Task<Page> OpenAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Asks without following redirections; for status codes and headers.</summary>
    public Task<HttpResponseMessage> AskAsync(string path) => AskAsync(HttpMethod.Get, path, null);

    /// <summary>Sends a request as it is, with this person's cookies; for the API.</summary>
    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        if (cookies.GetCookieHeader(new Uri(client.BaseAddress!, path)) is { Length: > 0 } cookie)
        {
            request.Headers.Add("Cookie", cookie);
        }

        var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var value in set)
            {
                cookies.SetCookies(client.BaseAddress!, value);
            }
        }

        return response;
    }

    internal async Task<Page> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        for (var hops = 0; ; hops++)
        {
            // A browser says with each form which page it comes from.
            (string, string)[] headers = method == HttpMethod.Post ? [("Origin", "http://localhost")] : [];
            using var response = await AskAsync(method, path, content, headers);
            if (response.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.MovedPermanently && hops < 5)
            {
                (method, path, content) = (HttpMethod.Get, response.Headers.Location!.ToString(), null);
                continue;
            }

            var bytes = await response.Content.ReadAsByteArrayAsync();
            var type = response.Content.Headers.ContentType ?? new MediaTypeHeaderValue("application/octet-stream");
            var html = type.MediaType == "text/html" ? System.Text.Encoding.UTF8.GetString(bytes) : "";
            var document = await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html).Address(new Uri(client.BaseAddress!, path).ToString()));
            return new(this, response.StatusCode, path, document, bytes, type.MediaType ?? "");
        }
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();
}

/// <summary>A page as it was answered.</summary>
public sealed record Page(Visitor Visitor, HttpStatusCode Status, string Path, IDocument Document, byte[] Bytes, string MediaType)
{
    /// <summary>Visible text of the page's main part, white space folded.</summary>
    public string Text => Fold((Document.QuerySelector("main") ?? Document.Body)?.TextContent ?? "");

    /// <summary>Text of the one h1.</summary>
    public string Title => Fold(Document.QuerySelector("h1")?.TextContent ?? "");

    /// <summary>The form that has a button of that name.</summary>
    public IHtmlFormElement Form(string button) => Document.QuerySelectorAll<IHtmlFormElement>("form")
        .FirstOrDefault(f => f.QuerySelectorAll("button, input[type=submit]").Any(b => Fold(b.TextContent + b.GetAttribute("value")).Contains(button, StringComparison.Ordinal)))
        ?? throw new InvalidOperationException($"No form has a button '{button}'. The page {Path} ({(int)Status}) says: {Text}");

    /// <summary>Fills in the form that has that button, leaving the other fields as they are, and presses the button.</summary>
    public Task<Page> PressAsync(string button, params (string Name, string Value)[] values)
    {
        var form = Form(button);
        var pressed = form.QuerySelectorAll("button, input[type=submit]").First(b => Fold(b.TextContent + b.GetAttribute("value")).Contains(button, StringComparison.Ordinal));
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var field in form.Elements.OfType<IHtmlElement>())
        {
            var name = field.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || values.Any(v => v.Name == name) || field.HasAttribute("disabled"))
            {
                continue;
            }

            switch (field)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                case IHtmlInputElement { Type: "file" or "submit" }:
                case IHtmlButtonElement:
                    break;
                case IHtmlInputElement input:
                    fields.Add(new(name, input.Value));
                    break;
                case IHtmlSelectElement select:
                    fields.AddRange(select.SelectedOptions.Select(o => new KeyValuePair<string, string>(name, o.Value)));
                    break;
                case IHtmlTextAreaElement area:
                    fields.Add(new(name, area.Value));
                    break;
            }
        }

        if (pressed.GetAttribute("name") is { Length: > 0 } buttonName)
        {
            fields.Add(new(buttonName, pressed.GetAttribute("value") ?? ""));
        }

        fields.AddRange(values.Select(v => new KeyValuePair<string, string>(v.Name, v.Value)));
        var action = (pressed.GetAttribute("formaction") ?? form.GetAttribute("action")) is { Length: > 0 } a ? a : Path;
        return Visitor.SendAsync(HttpMethod.Post, action, new FormUrlEncodedContent(fields));
    }

    /// <summary>Sends a file by the form that has that button, with its other hidden fields as they are.</summary>
    public async Task<Page> UploadAsync(string button, byte[] file, string name, params (string Field, string Name, byte[] File)[] more)
    {
        var form = Form(button);
        using var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]"))
            content.Add(new StringContent(hidden.Value), hidden.Name!);

        content.Add(new ByteArrayContent(file), "Upload", name);
        foreach (var other in more)
            content.Add(new ByteArrayContent(other.File), other.Field, other.Name);

        return await Visitor.SendAsync(HttpMethod.Post, form.GetAttribute("action") is { Length: > 0 } action ? action : Path, content);
    }

    private static string Fold(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
