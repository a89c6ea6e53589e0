using Acquis.Domain;

namespace Acquis.Infrastructure.Mail;

/// <summary>A kind of message: the key of its built-in texts, and what may be put into them.</summary>
/// <param name="Key">The built-in texts stand under <c>{Key}.subject</c> and <c>{Key}.body</c>.</param>
/// <param name="Placeholders">Names that may stand in braces.</param>
/// <param name="Needed">Names without which the message is of no use.</param>
public sealed record MailKind(string Key, IReadOnlyList<string> Placeholders, IReadOnlyList<string> Needed);

/// <summary>Every kind of message that the program writes.</summary>
public static class MailKinds
{
    /// <summary>An account was made by an administrator; its bearer chooses the password.</summary>
    public static readonly MailKind Account = new("account.mail.invitation", ["name", "link", "institution"], ["link"]);

    /// <summary>A forgotten password.</summary>
    public static readonly MailKind Reset = new("account.mail.reset", ["name", "link", "institution"], ["link"]);

    /// <summary>The result of a deliberation was published.</summary>
    public static readonly MailKind Result = new("decision.mail", ["name", "title", "verdict", "institution", "link"], []);

    /// <summary>A candidate makes their account.</summary>
    public static readonly MailKind Candidate = new("invitation.mail.candidate", ["name", "title", "cohort", "link", "until", "institution"], ["link"]);

    /// <summary>A colleague makes their account, or takes a role.</summary>
    public static readonly MailKind Colleague = new("invitation.mail.colleague", ["name", "role", "link", "until", "institution"], ["link"]);

    /// <summary>A juror is asked when they can sit.</summary>
    public static readonly MailKind Availability = new("season.mail.availability", ["name", "season", "from", "to", "deadline", "link", "institution"], ["link"]);

    /// <summary>A juror who was asked already is reminded.</summary>
    public static readonly MailKind AvailabilityAgain = new("season.mail.again", ["name", "season", "from", "to", "deadline", "link", "institution"], ["link"]);

    /// <summary>A juror is asked to declare their impartiality.</summary>
    public static readonly MailKind Statement = new("season.mail.statement", ["name", "season", "from", "to", "link", "institution"], ["link"]);

    /// <summary>A holder's document was revoked.</summary>
    public static readonly MailKind Revoked = new("diploma.mail.revoked", ["name", "document", "number", "title", "on", "motive", "contact", "link", "institution"], ["number"]);

    /// <summary>A holder without an account takes their documents.</summary>
    public static readonly MailKind Documents = new("diploma.mail.documents", ["name", "title", "number", "until", "contact", "link", "institution"], ["link", "until"]);

    /// <summary>A candidate is summoned to their defence.</summary>
    public static readonly MailKind Summons = new("season.mail.summons", ["name", "season", "title", "when", "link", "institution"], ["when", "link"]);

    /// <summary>A candidate's defence is held elsewhere or at another time.</summary>
    public static readonly MailKind SummonsChanged = new("season.mail.summons-changed", ["name", "season", "title", "when", "link", "institution"], ["when", "link"]);

    /// <summary>A candidate's defence is called off.</summary>
    public static readonly MailKind SummonsOff = new("season.mail.summons-off", ["name", "season", "title", "institution"], []);

    /// <summary>A juror is summoned.</summary>
    public static readonly MailKind Sitting = new("season.mail.sitting", ["name", "season", "title", "when", "link", "institution"], ["when", "link"]);

    /// <summary>What a juror is summoned to has changed.</summary>
    public static readonly MailKind SittingChanged =
        new("season.mail.sitting-changed", ["name", "season", "title", "when", "cancelled", "link", "institution"], ["when", "cancelled", "link"]);

    /// <summary>A candidate is reminded of their defence.</summary>
    public static readonly MailKind Reminder = new("season.mail.reminder", ["name", "season", "title", "when", "link", "institution"], ["when", "link"]);

    /// <summary>A juror is reminded of their half-days.</summary>
    public static readonly MailKind SittingReminder = new("season.mail.sitting-reminder", ["name", "season", "title", "when", "link", "institution"], ["when", "link"]);

    public static readonly IReadOnlyList<MailKind> All =
    [
        Candidate, Colleague, Availability, AvailabilityAgain, Statement, Summons, SummonsChanged, SummonsOff, Sitting, SittingChanged, Reminder, SittingReminder, Account, Reset,
        Result, Documents, Revoked,
    ];

    public static MailKind? Find(string key) => All.FirstOrDefault(k => k.Key == key);
}

/// <summary>Reads texts with names in braces, and says what is wrong in them and where.</summary>
public static class Placeholders
{
    /// <summary>Longest subject, in characters.</summary>
    public const int SubjectMaxLength = 200;

    /// <summary>Longest text, in characters.</summary>
    public const int BodyMaxLength = 10_000;

    /// <summary>Why a text cannot replace the built-in one: empty, too long, an unknown name with its place, a needed name missing.</summary>
    public static IEnumerable<Refusal> WhyNot(MailKind kind, string subject, string body)
    {
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > SubjectMaxLength)
            yield return Refusal.Of("mail.subject-length", ("max", SubjectMaxLength));

        if (string.IsNullOrWhiteSpace(body) || body.Length > BodyMaxLength)
            yield return Refusal.Of("mail.body-length", ("max", BodyMaxLength));

        foreach (var refusal in Unknown(kind, subject, "mail.subject").Concat(Unknown(kind, body, "mail.body")))
            yield return refusal;

        foreach (var name in kind.Needed.Where(n => !body.Contains($"{{{n}}}", StringComparison.Ordinal)))
            yield return Refusal.Of("mail.placeholder-missing", ("name", $"{{{name}}}"));
    }

    /// <summary>Puts values in the place of their names; what they hold themselves is not read again.</summary>
    public static string Fill(string text, Func<string, string?> valueOf)
    {
        var filled = new System.Text.StringBuilder(text.Length + 64);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end > i && valueOf(text[(i + 1)..end]) is { } value)
            {
                filled.Append(value);
                i = end;
            }
            else
            {
                filled.Append(text[i]);
            }
        }

        return filled.ToString();
    }

    private static IEnumerable<Refusal> Unknown(MailKind kind, string text, string where)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            for (var start = lines[line].IndexOf('{', StringComparison.Ordinal); start >= 0; start = lines[line].IndexOf('{', start + 1))
            {
                var end = lines[line].IndexOf('}', start);
                var name = end < 0 ? lines[line][start..] : lines[line][start..(end + 1)];
                if (end < 0 || !kind.Placeholders.Contains(name[1..^1]))
                    yield return Refusal.Of(
                        "mail.placeholder-unknown", ("name", name.Length > 40 ? name[..40] : name), ("field", Refusal.Of(where)), ("line", line + 1),
                        ("column", start + 1), ("known", kind.Placeholders.Select(p => $"{{{p}}}").ToList()));
            }
        }
    }
}
