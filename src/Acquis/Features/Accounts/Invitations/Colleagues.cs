using Acquis.Domain;
using MimeKit;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>Somebody to invite.</summary>
public sealed record Colleague(string Email, string Name);

/// <summary>
/// Reads people written one a line, as one pastes them: <c>Anne Duval &lt;anne@example.org&gt;</c>, <c>Anne Duval ; anne@example.org</c>, with a tab, or the address alone.
/// </summary>
public static class Colleagues
{
    /// <summary>People that one form may hold.</summary>
    public const int Most = 1000;

    /// <exception cref="RefusedException">A line is no address, an address stands twice, or there is nobody or too many; every line that is wrong is named.</exception>
    public static IReadOnlyList<Colleague> Read(string? text)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n").Split('\n');
        var people = new List<Colleague>();
        var refusals = new List<Refusal>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0)
                continue;

            if (Of(line) is not { } colleague)
                refusals.Add(Refusal.Of("invitation.line-unreadable", ("line", i + 1), ("text", line.Length > 60 ? line[..60] : line)));
            else if (people.Exists(p => p.Email.Equals(colleague.Email, StringComparison.OrdinalIgnoreCase)))
                refusals.Add(Refusal.Of("invitation.line-twice", ("line", i + 1), ("email", colleague.Email)));
            else
                people.Add(colleague);
        }

        if (refusals.Count == 0 && people.Count is 0 or > Most)
            refusals.Add(Refusal.Of("invitation.people-count", ("max", Most)));

        Refusal.ThrowIfAny(refusals);
        return people;
    }

    private static Colleague? Of(string line)
    {
        var open = line.LastIndexOf('<');
        var cut = open >= 0 ? open : line.LastIndexOfAny([';', '\t', ',']);
        var (name, address) = cut < 0 ? ("", line) : (line[..cut].Trim(' ', ';', '"', '\t', ','), line[(cut + 1)..].Trim(' ', '>', '\t'));
        if (address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';') || !MailboxAddress.TryParse(address, out var read)
            || read.Address.IndexOf('@', StringComparison.Ordinal) < 1)
            return null;

        return new(read.Address, name.Length > 0 ? name : read.Address[..read.Address.IndexOf('@', StringComparison.Ordinal)]);
    }
}
