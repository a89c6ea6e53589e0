using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Acquis.Domain;

namespace Acquis.Infrastructure;

/// <summary>
/// The texts of the interface, in French and English, from the <c>Texts.json</c> beside each capability (ADR 0008). A key that is missing shows
/// itself as <c>[key]</c>; a test refuses it.
/// </summary>
public sealed class Texts
{
    private const string Vowels = "AÀÂÄÆEÉÈÊËIÎÏOÔÖŒUÙÛÜ";

    /// <summary>Arguments whose number names something and counts nothing: it is written as it stands.</summary>
    private static readonly FrozenSet<string> Naming = FrozenSet.Create("line", "number", "port", "row", "version", "year");

    private static readonly Dictionary<string, object?> NoArguments = [];
    private readonly FrozenDictionary<string, Entry> entries;

    private Texts(FrozenDictionary<string, Entry> entries) => this.entries = entries;

    /// <summary>All texts of the program.</summary>
    public static Texts All { get; } = new(Load());

    /// <summary>Every key, for the test that compares them with the code.</summary>
    public IEnumerable<string> Keys => entries.Keys;

    /// <summary>Two letters of the language in which this request is answered: <c>fr</c> or <c>en</c>.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "fr";

    /// <summary>The sentence of a key in the current language.</summary>
    public string this[string key] => Get(Language, key, NoArguments);

    /// <summary>The sentence of a key with its named arguments; <c>count</c> chooses singular or plural.</summary>
    public string this[string key, params (string Name, object? Value)[] args] =>
        Get(Language, key, args.ToDictionary(a => a.Name, a => a.Value));

    /// <summary>Whether the key exists.</summary>
    public bool Has(string key) => entries.ContainsKey(key);

    /// <summary>A text of the framework in the current language.</summary>
    public string In(Bilingual text) => text.In(Language);

    /// <summary>The sentence of a refusal in the current language.</summary>
    public string Of(Refusal refusal) => Get(Language, refusal.Code, refusal.Args);

    /// <summary>The sentence of a key in a given language, with named arguments.</summary>
    public string Get(string language, string key, IReadOnlyDictionary<string, object?> args)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            return $"[{key}]";
        }

        var forms = language == "en" ? entry.En : entry.Fr;
        var template = forms.Pick(args.TryGetValue("count", out var count) ? count : null, language);
        return args.Count == 0 ? template : Fill(template, args, CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "fr-FR"), language);
    }

    private string Fill(string template, IReadOnlyDictionary<string, object?> args, CultureInfo culture, string language)
    {
        var text = new StringBuilder(template.Length + 32);
        for (var i = 0; i < template.Length; i++)
        {
            var end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end > i && template[(i + 1)..end] is var name && args.TryGetValue(name, out var value))
            {
                var shown = value is int or long && !Naming.Contains(name) ? ((IFormattable)value).ToString("N0", culture) : Show(value, culture, language);
                if (language == "fr")
                    Elide(text, shown);

                text.Append(shown);
                i = end;
            }
            else
            {
                text.Append(template[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// « de » and « que » lose their vowel before a name that begins with one: d’Élodie. Before an H they keep it, since some are aspirated, and before codes
    /// and initials, which are spelt out.
    /// </summary>
    private static void Elide(StringBuilder text, string next)
    {
        if (next.Length < 2 || !Vowels.Contains(next[0], StringComparison.Ordinal) || !char.IsLower(next[1]) || text.Length < 3 || text[^1] is not (' ' or '\u00a0') || text[^2] != 'e')
            return;

        var start = text[^3] is 'd' or 'D' ? text.Length - 3 : text.Length > 3 && text[^3] == 'u' && text[^4] is 'q' or 'Q' ? text.Length - 4 : -1;
        if (start < 0 || (start > 0 && char.IsLetter(text[start - 1])))
            return;

        text.Length -= 2;
        text.Append('’');
    }

    private string Show(object? value, CultureInfo culture, string language) => value switch
    {
        null => "",
        string s => s,
        Bilingual b => b.In(language),
        Refusal r => Get(language, r.Code, r.Args),
        DateOnly d => Dates.Long(d, culture),
        DateTimeOffset t => Dates.Long(t, culture),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(i => Show(i, culture, language))),
        IFormattable f => f.ToString(null, culture),
        _ => value.ToString() ?? "",
    };

    private static FrozenDictionary<string, Entry> Load()
    {
        var all = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var assembly = typeof(Texts).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith("Texts.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(stream);
            foreach (var text in json.RootElement.EnumerateObject())
            {
                if (!all.TryAdd(text.Name, new(Forms.Read(text.Value, "fr"), Forms.Read(text.Value, "en"))))
                {
                    throw new InvalidOperationException($"The text '{text.Name}' stands twice ({name}).");
                }
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Entry(Forms Fr, Forms En);

    private sealed record Forms(string One, string Other)
    {
        public static Forms Read(JsonElement text, string language)
        {
            var value = text.GetProperty(language);
            return value.ValueKind is JsonValueKind.String
                ? new(value.GetString()!, value.GetString()!)
                : new(value.GetProperty("one").GetString()!, value.GetProperty("other").GetString()!);
        }

        /// <summary>CLDR: in French 0 and 1 are singular, in English 1 only.</summary>
        public string Pick(object? count, string language) => count switch
        {
            int n => n == 1 || (n == 0 && language == "fr") ? One : Other,
            long n => n == 1 || (n == 0 && language == "fr") ? One : Other,
            _ => Other,
        };
    }
}
