using Acquis.Domain;
using Acquis.Domain.Candidacies;

namespace Acquis.Infrastructure.Mail;

/// <summary>Where a message stands.</summary>
public enum OutboxState
{
    /// <summary>To be sent, at <see cref="OutboxMessage.NextTryAt"/> or after.</summary>
    Waiting,

    /// <summary>Taken up by one node, which may be talking to the server about it until <see cref="OutboxMessage.LeaseUntil"/>.</summary>
    Sending,

    /// <summary>The server took it.</summary>
    Sent,

    /// <summary>Refused for good, or given up after <see cref="OutboxMessage.MaxAttempts"/> attempts, until somebody asks for another.</summary>
    Failed,

    /// <summary>Held back by somebody, or needless since: it leaves when somebody resumes it.</summary>
    Stopped,

    /// <summary>The conversation broke off after it began: the server may have taken it. Only a person says whether to send it again.</summary>
    Doubtful,

    /// <summary>It came back; somebody noted why.</summary>
    Bounced,
}

/// <summary>To whom a message goes.</summary>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
/// <param name="Person">The person it is about, or null for staff.</param>
public sealed record Addressee(string Address, string Language, Id<Person>? Person = null);

/// <summary>A message as it is written: subject on one line, plain text, and the same as simple HTML.</summary>
public sealed record Letter(string Subject, string Text, string Html);

/// <summary>A file of text that goes with a message, such as calendar entries.</summary>
/// <param name="ContentType">With its charset, always UTF-8.</param>
public sealed record MailAttachment(string Name, string ContentType, string Text);

/// <summary>A message of the outbox: written with the change that it tells, sent after (ADR 17).</summary>
public sealed class OutboxMessage
{
    /// <summary>Attempts after which sending is given up.</summary>
    public const int MaxAttempts = 8;

    /// <summary>Longest reason of a bounce, in characters; a server's answer is cut to it.</summary>
    public const int ReasonMaxLength = 500;

    private OutboxMessage()
    {
    }

    public OutboxMessage(Id<OutboxMessage> id, Addressee to, string template, Letter letter, Id<OutboxBatch>? batch, DateTimeOffset now)
    {
        (Id, To, PersonId, Template, BatchId) = (id, to.Address.Trim(), to.Person, template, batch);
        (Subject, Body, Html) = (letter.Subject, letter.Text, letter.Html);
        (CreatedAt, NextTryAt) = (now, now);
    }

    public Id<OutboxMessage> Id { get; private set; }

    public string To { get; private set; } = "";

    /// <summary>The person it is about, or null.</summary>
    public Id<Person>? PersonId { get; private set; }

    /// <summary>Key of the template that it was written from.</summary>
    public string Template { get; private set; } = "";

    /// <summary>The batch that it was written in, or null for one alone, which goes before them.</summary>
    public Id<OutboxBatch>? BatchId { get; private set; }

    public string Subject { get; private set; } = "";

    /// <summary>Plain text. It may hold a link that opens an account: it is emptied once sent.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The same as HTML, emptied with it.</summary>
    public string Html { get; private set; } = "";

    /// <summary>Files that go with it, emptied with it.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset NextTryAt { get; private set; }

    /// <summary>Until when the node that took it up may still be sending it; null while none does.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Why it stands where it stands: what the server last answered, a key of the texts, or the reason of a bounce; null without.</summary>
    public string? Note { get; private set; }

    public OutboxState State { get; private set; }

    public int Version { get; private set; }

    /// <summary>Whether its text is still there to be sent.</summary>
    public bool HasText => Body.Length > 0;

    /// <summary>Adds files to a message that is being written.</summary>
    public void Attach(IReadOnlyList<MailAttachment> files) => Attachments = files;

    /// <summary>Takes the message up for one node. From now on nobody can tell whether it left, until the node says so.</summary>
    public void Claim(DateTimeOffset until) => (State, LeaseUntil) = (OutboxState.Sending, until);

    /// <summary>Notes that the server took it; its text goes.</summary>
    public void MarkSent(DateTimeOffset now)
    {
        (State, SentAt, Attempts, Note, LeaseUntil) = (OutboxState.Sent, now, Attempts + 1, null, null);
        Erase();
    }

    /// <summary>Notes that it certainly did not leave; the next attempt comes after 1, 2, 4… minutes.</summary>
    public void MarkDeferred(string note, DateTimeOffset now)
    {
        Attempts++;
        (Note, LeaseUntil) = (Cut(note), null);
        State = Attempts >= MaxAttempts ? OutboxState.Failed : OutboxState.Waiting;
        NextTryAt = now + Delays.After(Attempts);
    }

    /// <summary>Notes that the server refuses it for good.</summary>
    public void MarkRefused(string note) => (State, Attempts, Note, LeaseUntil) = (OutboxState.Failed, Attempts + 1, Cut(note), null);

    /// <summary>Gives it back untouched: the trouble was not its own.</summary>
    public void PutBack() => (State, LeaseUntil) = (OutboxState.Waiting, null);

    /// <summary>Notes that nobody can tell whether it left.</summary>
    public void MarkDoubtful(string note) => (State, Attempts, Note, LeaseUntil) = (OutboxState.Doubtful, Attempts + 1, Cut(note), null);

    /// <summary>Why it cannot be stopped.</summary>
    public IEnumerable<Refusal> WhyNotStop()
    {
        if (State is not OutboxState.Waiting)
            yield return Refusal.Of("outbox.not-waiting");
    }

    /// <summary>Holds it back.</summary>
    /// <exception cref="RefusedException">It does not wait.</exception>
    public void Stop(string? note)
    {
        Refusal.ThrowIfAny(WhyNotStop());
        (State, Note) = (OutboxState.Stopped, note);
    }

    /// <summary>Stops it for good, before it left: what it says no longer holds.</summary>
    /// <exception cref="RefusedException">It does not wait.</exception>
    public void Withdraw(string note)
    {
        Stop(note);
        Erase();
    }

    /// <summary>Why it cannot be sent (again).</summary>
    public IEnumerable<Refusal> WhyNotSend()
    {
        if (State is OutboxState.Waiting or OutboxState.Sending or OutboxState.Sent)
            yield return Refusal.Of("outbox.not-held");
        else if (!HasText)
            yield return Refusal.Of("outbox.text-erased");
    }

    /// <summary>Asks for another attempt now: one that was stopped, failed or is doubtful.</summary>
    /// <exception cref="RefusedException">It waits already, was sent, or its text is gone.</exception>
    public void SendAgain(DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotSend());
        (State, Attempts, NextTryAt, Note) = (OutboxState.Waiting, 0, now, null);
    }

    /// <summary>Says of a doubtful message that it arrived.</summary>
    /// <exception cref="RefusedException">It is not doubtful.</exception>
    public void Arrived(DateTimeOffset now)
    {
        if (State is not OutboxState.Doubtful)
            throw new RefusedException("outbox.not-doubtful");

        (State, SentAt, Note) = (OutboxState.Sent, now, null);
        Erase();
    }

    /// <summary>Why nobody can note that it came back.</summary>
    public IEnumerable<Refusal> WhyNotBounce(string? reason)
    {
        if (State is not (OutboxState.Sent or OutboxState.Failed or OutboxState.Doubtful))
            yield return Refusal.Of("outbox.not-sent");

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonMaxLength)
            yield return Refusal.Of("outbox.bounce-without-reason", ("max", ReasonMaxLength));
    }

    /// <summary>Notes that it came back.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotBounce"/>.</exception>
    public void Bounce(string reason)
    {
        Refusal.ThrowIfAny(WhyNotBounce(reason));
        (State, Note) = (OutboxState.Bounced, reason.Trim());
        Erase();
    }

    private void Erase() => (Body, Html, Attachments) = ("", "", []);

    private static string Cut(string note) => note.Length > ReasonMaxLength ? note[..ReasonMaxLength] : note;
}

/// <summary>How long to wait after a failure.</summary>
internal static class Delays
{
    /// <summary>1, 2, 4… minutes, a day at most.</summary>
    public static TimeSpan After(int failures) => TimeSpan.FromMinutes(Math.Min(1 << Math.Clamp(failures - 1, 0, 11), 24 * 60));
}
