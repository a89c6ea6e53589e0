using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure.Mail;

namespace Acquis.Features.Messages;

/// <summary>The whole outbox was stopped.</summary>
public sealed record OutboxStopped(Id<CertifyingBody> CertifyingBody) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(CertifyingBody)];
}

/// <summary>The whole outbox was let go again.</summary>
public sealed record OutboxResumed(Id<CertifyingBody> CertifyingBody) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(CertifyingBody)];
}

/// <summary>What still waited of a batch was stopped.</summary>
/// <param name="Messages">How many messages.</param>
public sealed record BatchStopped(Id<OutboxBatch> Batch, int Messages) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Batch)];
}

/// <summary>What was stopped of a batch was let go again.</summary>
/// <param name="Messages">How many messages.</param>
public sealed record BatchResumed(Id<OutboxBatch> Batch, int Messages) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Batch)];
}

/// <summary>A message was stopped.</summary>
public sealed record MessageStopped(Id<OutboxMessage> Message) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Message)];
}

/// <summary>A message that was stopped, had failed or was doubtful was asked to be sent (again).</summary>
/// <param name="From">Where it stood.</param>
public sealed record MessageSentAgain(Id<OutboxMessage> Message, OutboxState From) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Message)];
}

/// <summary>Somebody said of a doubtful message that it arrived.</summary>
public sealed record MessageArrived(Id<OutboxMessage> Message) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Message)];
}

/// <summary>Somebody noted that a message came back; its address is not written to any more.</summary>
public sealed record MessageBounced(Id<OutboxMessage> Message, Id<Person>? Person, string Reason) : Fact
{
    public override IEnumerable<Subject> Subjects => Person is { } person ? [Subject.Of(Message), Subject.Of(person)] : [Subject.Of(Message)];
}

/// <summary>Somebody said that an address works again.</summary>
public sealed record AddressRestored(Id<OutboxMessage> Message, Id<Person>? Person) : Fact
{
    public override IEnumerable<Subject> Subjects => Person is { } person ? [Subject.Of(Message), Subject.Of(person)] : [Subject.Of(Message)];
}

/// <summary>The text of a kind of message was changed.</summary>
/// <param name="Key">Kind of message.</param>
public sealed record MailTextChanged(Id<CertifyingBody> CertifyingBody, string Key, string Language, string Subject, string Body) : Fact
{
    public override IEnumerable<Subject> Subjects => [Domain.Subject.Of(CertifyingBody)];
}

/// <summary>The text of a kind of message is the built-in one again.</summary>
/// <param name="Key">Kind of message.</param>
public sealed record MailTextReset(Id<CertifyingBody> CertifyingBody, string Key, string Language) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(CertifyingBody)];
}
