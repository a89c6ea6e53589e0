namespace Acquis.Domain.Juries;

/// <summary>Where a statement stands.</summary>
public enum StatementState
{
    /// <summary>The juror has not answered.</summary>
    Asked,

    Signed,

    Refused,

    /// <summary>It no longer holds; another may be asked for.</summary>
    Cancelled,
}

/// <summary>Déclaration d'impartialité of a juror for one season: asked, signed or refused by the juror, cancelled with a reason.</summary>
public sealed class ImpartialityStatement
{
    private ImpartialityStatement()
    {
    }

    public Id<ImpartialityStatement> Id { get; private set; }

    public Id<Season> SeasonId { get; private set; }

    public Id<Juror> JurorId { get; private set; }

    public StatementState State { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>When it was signed or refused; null before.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>SHA-256 of the text that was signed, lower-case hexadecimal; empty before.</summary>
    public string TextHash { get; private set; } = "";

    /// <summary>Why it was refused or cancelled, or null.</summary>
    public string? Reason { get; private set; }

    public int Version { get; private set; }

    /// <summary>Asks a juror for a statement.</summary>
    public static (ImpartialityStatement Statement, StatementAsked Fact) Ask(Id<ImpartialityStatement> id, Id<Season> season, Id<Juror> juror, DateTimeOffset now) =>
        (new() { Id = id, SeasonId = season, JurorId = juror, AskedAt = now }, new(id, season, juror));

    /// <summary>Why it cannot be signed or refused.</summary>
    public IEnumerable<Refusal> WhyNotAnswer()
    {
        if (State is StatementState.Cancelled)
        {
            yield return Refusal.Of("statement.cancelled");
        }
        else if (State is not StatementState.Asked)
        {
            yield return Refusal.Of("statement.already-answered", ("at", AnsweredAt));
        }
    }

    /// <summary>Signe: the juror declares to have no tie with the candidates, those named apart excepted.</summary>
    /// <param name="textHash">SHA-256 of the text that stood on the page.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotAnswer"/>.</exception>
    public StatementSigned Sign(string textHash, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotAnswer());
        (State, AnsweredAt, TextHash) = (StatementState.Signed, now, textHash);
        return new(Id, SeasonId, JurorId, textHash);
    }

    /// <summary>Refuse: from then on the juror is in conflict with every candidate of the season.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotAnswer"/>; or no reason is given.</exception>
    public StatementRefused Refuse(string? reason, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotAnswer().Concat(WhyNotReason(reason)));
        (State, AnsweredAt, Reason) = (StatementState.Refused, now, reason!.Trim());
        return new(Id, SeasonId, JurorId, Reason);
    }

    /// <summary>Annule, with the reason.</summary>
    /// <exception cref="RefusedException">It is cancelled already, or no reason is given.</exception>
    public StatementCancelled Cancel(string? reason)
    {
        Refusal.ThrowIfAny((State is StatementState.Cancelled ? [Refusal.Of("statement.cancelled")] : Array.Empty<Refusal>()).Concat(WhyNotReason(reason)));
        (State, Reason) = (StatementState.Cancelled, reason!.Trim());
        return new(Id, SeasonId, JurorId, Reason);
    }

    private static IEnumerable<Refusal> WhyNotReason(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > DeclaredTie.ReasonMaxLength)
        {
            yield return Refusal.Of("statement.reason-missing", ("max", DeclaredTie.ReasonMaxLength));
        }
    }
}

/// <summary>A juror was asked to declare their impartiality.</summary>
public sealed record StatementAsked(Id<ImpartialityStatement> ImpartialityStatement, Id<Season> Season, Id<Juror> Juror) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Juror)];
}

/// <summary>A juror declared their impartiality.</summary>
/// <param name="TextHash">SHA-256 of the text that was signed.</param>
public sealed record StatementSigned(Id<ImpartialityStatement> ImpartialityStatement, Id<Season> Season, Id<Juror> Juror, string TextHash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Juror)];
}

/// <summary>A juror refused to declare their impartiality.</summary>
public sealed record StatementRefused(Id<ImpartialityStatement> ImpartialityStatement, Id<Season> Season, Id<Juror> Juror, string Reason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Juror)];
}

/// <summary>A statement of impartiality was cancelled.</summary>
public sealed record StatementCancelled(Id<ImpartialityStatement> ImpartialityStatement, Id<Season> Season, Id<Juror> Juror, string Reason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Juror)];
}
