using Acquis.Domain.Juries;

namespace Acquis.Domain.Decisions;

/// <summary>Statements of impartiality of members who were called to no season of defences: nobody asked them for one there.</summary>
public sealed partial class Deliberation
{
    /// <summary>Why that member cannot declare their impartiality, or has no need to.</summary>
    public IEnumerable<Refusal> WhyNotDeclare(JuryMember? member)
    {
        if (ClosedAt is not null)
        {
            yield return Refusal.Of("deliberation.already-closed", ("at", ClosedAt));
        }

        if (member is null || member.DeliberationId != Id)
        {
            yield return Refusal.Of("jury.not-a-member");
        }
        else if (!member.IsPresent)
        {
            yield return Refusal.Of("jury.member-absent", ("name", member.Name));
        }
        else if (member.DeclaredAt is not null)
        {
            yield return Refusal.Of("jury.already-declared", ("name", member.Name), ("at", member.DeclaredAt));
        }
    }

    /// <summary>Déclare son impartialité: a member declares to have no tie with the candidates. A jury that is composed anew declares anew.</summary>
    /// <param name="textHash">SHA-256 of the text that stood on the page; null where it stands on paper and somebody else records it.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotDeclare"/>.</exception>
    public ImpartialityDeclared Declare(JuryMember? member, string? textHash, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotDeclare(member));
        member!.Declare(textHash, now);
        return new(Id, member.Id, textHash);
    }
}
