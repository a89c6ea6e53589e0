namespace Acquis.Domain.Journal;

/// <summary>What kind of actor did something.</summary>
public enum ActorKind
{
    /// <summary>The program itself: start-up, jobs, the command line.</summary>
    Program,

    /// <summary>Somebody signed in.</summary>
    Account,

    /// <summary>The bearer of a signed link, without an account.</summary>
    Link,

    /// <summary>A program with an access token.</summary>
    Token,
}

/// <summary>Acteur: who did something. An id, never a name, so that the journal holds no personal data.</summary>
public readonly record struct Actor(ActorKind Kind, Guid Id)
{
    /// <summary>The program itself.</summary>
    public static readonly Actor Program = new(ActorKind.Program, Guid.Empty);

    /// <summary><c>program</c>, or kind and id: <c>account:…</c>.</summary>
    public override string ToString() => Kind is ActorKind.Program ? "program" : $"{Kind.ToString().ToLowerInvariant()}:{Id}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no actor.</exception>
    public static Actor Parse(string text)
    {
        if (text == "program")
        {
            return Program;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Enum.TryParse<ActorKind>(text[..colon], ignoreCase: true, out var kind) && Guid.TryParse(text[(colon + 1)..], out var id)
            ? new(kind, id)
            : throw new FormatException($"'{text}' is not an actor.");
    }
}
