using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Acquis.Credentials.Canonical;

/// <summary>
/// Canonical JSON (JCS, RFC 8785): one byte string for every way of writing the same JSON value, so that it can be hashed and signed.
/// What RFC 7493 (I-JSON) leaves out is refused, never repaired.
/// </summary>
public static class Jcs
{
    /// <summary>The deepest nesting accepted: enough for any credential, too little to exhaust the stack.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = MaxDepth,
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
    };

    /// <summary>The canonical UTF-8 bytes of a JSON text.</summary>
    /// <exception cref="FormatException">
    /// The text is no JSON, nests deeper than <see cref="MaxDepth"/>, repeats a key, holds a lone surrogate or a number outside the range of
    /// a double.
    /// </exception>
    public static byte[] Canonicalize(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Canonicalize(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException($"Not canonicalisable JSON: {e.Message}", e);
        }
    }

    /// <summary>The canonical UTF-8 bytes of a parsed JSON value.</summary>
    /// <exception cref="FormatException">As for a text; an undefined element too.</exception>
    public static byte[] Canonicalize(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        Write(value, output, 0);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A number as ECMAScript prints it (RFC 8785 section 3.2.2.3): shortest digits that read back to the same double.</summary>
    /// <exception cref="FormatException">Not a finite number.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new FormatException("A number of canonical JSON is finite.");
        }

        if (value == 0)
        {
            return "0";
        }

        // "E16" would print digits that are not needed; "R" gives the shortest ones but lays them out in its own way.
        var (digits, point) = ShortestDigits(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return (value < 0 ? "-" : "") + LayOut(digits, point);
    }

    // The digits without leading or trailing zeros, and the place of the point counted from their left: 0.d1d2… × 10^point.
    private static (string Digits, int Point) ShortestDigits(string text)
    {
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa.Length : dot;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), whole + exponent - leading);
    }

    // ECMA-262 Number::toString, steps 6 to 12, with k digits and n = point.
    private static string LayOut(string digits, int point)
    {
        var k = digits.Length;
        if (k <= point && point <= 21)
        {
            return digits + new string('0', point - k);
        }

        if (point is > 0 and <= 21)
        {
            return $"{digits[..point]}.{digits[point..]}";
        }

        if (point is > -6 and <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        var exponent = point - 1;
        var mantissa = k == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> output, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException($"JSON nested deeper than {MaxDepth} levels.");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, output, depth);
                break;
            case JsonValueKind.Array:
                WriteArray(value, output, depth);
                break;
            case JsonValueKind.String:
                WriteString(Text(value), output);
                break;
            case JsonValueKind.Number:
                output.Write(Encoding.ASCII.GetBytes(Number(value.GetDouble())));
                break;
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            case JsonValueKind.Null:
                output.Write("null"u8);
                break;
            default:
                throw new FormatException("There is no JSON value.");
        }
    }

    private static void WriteArray(JsonElement array, ArrayBufferWriter<byte> output, int depth)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in array.EnumerateArray())
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            Write(item, output, depth + 1);
        }

        output.Write("]"u8);
    }

    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> output, int depth)
    {
        // Keys are ordered by UTF-16 code units, which is what the ordinal comparison of .NET strings does.
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var name = Name(member);
            if (!members.TryAdd(name, member.Value))
            {
                throw new FormatException($"The key \"{name}\" stands twice in one object.");
            }
        }

        output.Write("{"u8);
        var first = true;
        foreach (var (name, member) in members)
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            WriteString(name, output);
            output.Write(":"u8);
            Write(member, output, depth + 1);
        }

        output.Write("}"u8);
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A string holds a lone surrogate.", e);
        }
    }

    private static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A key holds a lone surrogate.", e);
        }
    }

    private static void WriteString(string text, ArrayBufferWriter<byte> output)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\t' => escaped.Append("\\t"),
                '\n' => escaped.Append("\\n"),
                '\f' => escaped.Append("\\f"),
                '\r' => escaped.Append("\\r"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        output.Write(Encoding.UTF8.GetBytes(escaped.Append('"').ToString()));
    }
}
