using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials.Case;
using Acquis.Credentials.Keys;
using Acquis.Credentials.OpenBadges;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Features.Decisions;

namespace Acquis.Features.Diplomas;

/// <summary>What the credentials of a decision say: its frozen levels, its framework, its certifier. Neither birth date nor place goes into them.</summary>
public sealed class AwardContent(DiplomaSource source, DateTimeOffset now)
{
    private const string BlockCriteria = "Décision du jury, selon les règles d’acquisition du bloc au référentiel.";

    private readonly Dictionary<string, int?> levels = source.Decision.Facts().Levels.ToDictionary(l => l.Competence, l => l.Level);

    /// <summary>Public address of the certifying body, under which everything of it has its own.</summary>
    public string Address => source.Body.PublicAddress;

    /// <summary>Identifier of the certifying body.</summary>
    public string Did => DidWeb.Of(new(Address));

    /// <summary>What all credentials of the decision share.</summary>
    public Award Award()
    {
        var registration = source.Certification.Registration;
        var title = $"{(registration.IsSpecimen ? "SPÉCIMEN — " : "")}{source.Certification.Title.Fr}";
        return new()
        {
            Certifier = new(Did, source.Body.TradeName ?? source.Body.LegalName, Address, source.Body.Siret),
            Holder = new(Subject(), HolderName(source.Person), Email(source.Person)),
            Title = new(
                $"{Uri.EscapeDataString(source.Framework.Code)}/{Uri.EscapeDataString(source.Framework.Edition)}", title, registration.RncpCode, registration.Level,
                source.Framework.Edition, "Décision du jury, selon les règles d’attribution du référentiel."),
            Scale = new(
                [.. source.Framework.Scale.Levels.Select(l => new ScaleStep(l.Value, l.Label.Fr, l.Descriptor?.Fr ?? l.Label.Fr))], source.Framework.Scale.Threshold),
            AwardedOn = source.DecidedOn,
            ValidFrom = now,
        };
    }

    /// <summary>A bloc with the confirmed levels of its competences.</summary>
    public BlockAchievement Block(string code)
    {
        var (rank, block) = source.Framework.Blocks.Index().First(b => b.Item.Code == code);
        var registered = source.Certification.Registration.RncpCode is { } rncp ? Registers.BlockCode(rncp, rank + 1) : null;
        return new(
            $"bloc-{block.Code}", block.Title.Fr, registered, BlockCriteria,
            [.. block.Competences.Select(c => new CompetenceResult(
                c.Code, c.Name?.Fr ?? c.Text.Fr, levels.GetValueOrDefault(c.Code),
                CaseIds.CompetenceAddress(Address, source.Framework.Code, source.Framework.Edition, c.Code)))]);
    }

    private static string HolderName(Person person) => $"{string.Join(' ', person.FirstNames)} {person.UsageName ?? person.BirthName}";

    // The salt keeps the address from being guessed from a list of hashes; who knows the address reads the salt beside it.
    private static HashedEmail? Email(Person person) => string.IsNullOrEmpty(person.Email)
        ? null
        : HashedEmail.Of(person.Email, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    // The same for every credential of this person here, and leading nobody to the register's own id.
    private string Subject()
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{Did} {source.Person.Id}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }
}
