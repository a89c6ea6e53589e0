using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;

namespace Acquis.Features.Decisions;

/// <summary>Statements of impartiality of members whom no season asked for one.</summary>
public sealed class DeclarationService(AcquisDb db, CurrentActor actor, Texts texts, TimeProvider time)
{
    /// <summary>What a member of that deliberation signs, in the language of the page.</summary>
    public string TextOf(Deliberation deliberation) => texts["declaration.text", ("deliberation", deliberation.Name)];

    /// <summary>A member signs with their own account, or whoever runs the deliberation records what a member without one signed on paper.</summary>
    /// <exception cref="RefusedException">See <see cref="Deliberation.WhyNotDeclare"/>.</exception>
    /// <exception cref="ForbiddenException">Who asks is neither.</exception>
    public async Task DeclareAsync(Id<Deliberation> id, Id<JuryMember> memberId, CancellationToken ct)
    {
        var deliberation = await db.FindVisibleAsync(id, actor, ct);
        var member = deliberation.Members.SingleOrDefault(m => m.Id == memberId) ?? throw new NotFoundException();
        var own = member.AccountId is { } account && account == actor.AccountId;
        if (!own && (member.AccountId is not null || !deliberation.IsRunBy(actor)))
            throw new ForbiddenException();

        var textHash = own ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(deliberation)))) : null;
        var now = time.Now();
        db.Record(deliberation.Declare(member, textHash, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }
}
