using System.Text;
using System.Text.Json.Serialization;

namespace Acquis.Domain;

/// <summary>
/// What happened, in the past tense (fait): the return value of every verb that changes state. It is recorded in the journal in the same
/// transaction as the change. Its properties are its payload; its type name is its action; <see cref="Subjects"/> say whose history it belongs to.
/// </summary>
public abstract record Fact
{
    /// <summary>The objects whose history shows this fact; at least one.</summary>
    [JsonIgnore]
    public abstract IEnumerable<Subject> Subjects { get; }

    /// <summary>Stable name of the act: the type name in lower case with hyphens, such as <c>decision-pronounced</c>.</summary>
    [JsonIgnore]
    public string Action => ActionOf(GetType());

    /// <summary>The name under which facts of that type stand in the journal.</summary>
    public static string ActionOf(Type type)
    {
        var name = new StringBuilder();
        foreach (var c in type.Name)
        {
            if (char.IsUpper(c) && name.Length > 0)
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }
}

/// <summary>An object that facts are about: its kind ("candidacy", "decision"…) and its id.</summary>
public readonly record struct Subject(string Kind, Guid Value)
{
    /// <summary>The subject of a typed id; the kind is the type's name in lower case with hyphens.</summary>
    public static Subject Of<T>(Id<T> id) => new(Fact.ActionOf(typeof(T)), id.Value);

    /// <summary><c>kind:uuid</c>.</summary>
    public override string ToString() => $"{Kind}:{Value}";
}
