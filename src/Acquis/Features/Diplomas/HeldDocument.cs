using Acquis.Domain;
using Acquis.Domain.Diplomas;

namespace Acquis.Features.Diplomas;

/// <summary>A holder's document with the digital credentials that go with it.</summary>
public sealed record HeldDocument(Diploma Diploma, FrozenMentions Mentions, IReadOnlyList<HeldCredential> Credentials);

/// <summary>A credential as its holder sees it.</summary>
public sealed record HeldCredential(Id<Credential> Id, CredentialKind Kind, string Number, string Code, string BlockCode, bool IsRevoked);

/// <summary>A document on the page where its holder takes it.</summary>
/// <param name="Base">Address of the page up to its next argument: the page of the account, or that of a link.</param>
/// <param name="ByLink">Whether a link opened it: the holder then has no other page.</param>
public sealed record HeldView(HeldDocument Held, string Base, bool ByLink);
