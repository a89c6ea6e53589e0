using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Acquis.Credentials.JsonLd;

/// <summary>
/// Keys and types of documents as strings, made once: a document is walked with each key read three times, and all documents have the same. One string for each
/// place, the last one read: bounded whatever is read, and safe from several threads, since a place holds a whole string or another.
/// </summary>
internal static class NameCache
{
    // Names longer than this are no terms of a context.
    private const int Longest = 40;
    private const int Places = 1024;

    private static readonly string?[] Kept = new string?[Places];

    /// <summary>The key of a member.</summary>
    internal static string Of(JsonProperty member)
    {
        var utf8 = JsonMarshal.GetRawUtf8PropertyName(member);
        return IsTerm(utf8) ? Of(utf8) : member.Name;
    }

    /// <summary>A text that names a type.</summary>
    internal static string Of(JsonElement text)
    {
        var utf8 = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return IsTerm(utf8) ? Of(utf8) : text.GetString()!;
    }

    private static bool IsTerm(ReadOnlySpan<byte> utf8) => utf8.Length is > 0 and <= Longest && !utf8.Contains((byte)'\\') && Ascii.IsValid(utf8);

    private static string Of(ReadOnlySpan<byte> utf8)
    {
        ref var kept = ref Kept[((utf8.Length * 31) + (utf8[0] * 7) + (utf8[^1] * 131) + (utf8[utf8.Length / 2] * 17)) % Places];
        var name = kept;
        return name is not null && Ascii.Equals(utf8, name) ? name : kept = Encoding.ASCII.GetString(utf8);
    }
}
