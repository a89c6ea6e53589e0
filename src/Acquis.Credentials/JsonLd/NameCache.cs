using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Acquis.Credentials.JsonLd;

/// <summary>
/// Keys of documents as strings, made once: a document is walked with each key read three times, and all documents have the same keys. One string for each
/// place, the last one read: bounded whatever is read, and safe from several threads, since a place holds a whole string or another.
/// </summary>
internal static class NameCache
{
    // Keys longer than this are no terms of a context.
    private const int Longest = 40;
    private const int Places = 1024;

    private static readonly string?[] Kept = new string?[Places];

    internal static string Of(JsonProperty member)
    {
        var utf8 = JsonMarshal.GetRawUtf8PropertyName(member);
        if (utf8.Length is 0 or > Longest || utf8.Contains((byte)'\\') || !Ascii.IsValid(utf8))
        {
            return member.Name;
        }

        ref var kept = ref Kept[((utf8.Length * 31) + (utf8[0] * 7) + (utf8[^1] * 131) + (utf8[utf8.Length / 2] * 17)) % Places];
        var name = kept;
        return name is not null && Ascii.Equals(utf8, name) ? name : kept = member.Name;
    }
}
