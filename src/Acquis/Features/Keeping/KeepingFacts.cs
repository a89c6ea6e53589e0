using Acquis.Domain;
using Acquis.Domain.Candidacies;

namespace Acquis.Features.Keeping;

/// <summary>
/// The installation was put back from a backup: what came after it is lost, and numbers go on from there. The journal says so itself, since heads
/// signed later than the backup are not continued.
/// </summary>
/// <param name="MadeAt">Instant of the state that the backup held.</param>
/// <param name="Facts">Numbered facts in it.</param>
/// <param name="FromDatabase">Kind of database that it came from.</param>
public sealed record BackupRestored(Id<CertifyingBody> CertifyingBody, DateTimeOffset MadeAt, long Facts, string FromDatabase) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(CertifyingBody)];
}
