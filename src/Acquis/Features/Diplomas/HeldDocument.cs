using Acquis.Domain;
using Acquis.Domain.Diplomas;

namespace Acquis.Features.Diplomas;

/// <summary>A holder's document with the digital credentials that go with it.</summary>
public sealed record HeldDocument(Diploma Diploma, FrozenMentions Mentions, IReadOnlyList<HeldCredential> Credentials);

/// <summary>A credential as its holder sees it.</summary>
public sealed record HeldCredential(Id<Credential> Id, CredentialKind Kind, string Number, string Code, string BlockCode, bool IsRevoked);
