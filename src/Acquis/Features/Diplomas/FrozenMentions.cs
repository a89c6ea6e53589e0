using System.Text.Json;
using System.Text.Json.Serialization;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Diplomas;

/// <summary>Every mention of a document as it was printed, frozen at issue. The public page shows nothing that doesn't stand here.</summary>
public sealed record FrozenMentions
{
    public required DiplomaKind Kind { get; init; }

    public required string Number { get; init; }

    /// <summary>Sixteen characters, without hyphens.</summary>
    public required string Code { get; init; }

    /// <summary>Permanent address of the public page.</summary>
    public required string VerifyAddress { get; init; }

    public required string LegalName { get; init; }

    public string? TradeName { get; init; }

    public required string Siret { get; init; }

    /// <summary>Legal names of co-certifiers.</summary>
    public IReadOnlyList<string> CoCertifiers { get; init; } = [];

    /// <summary>Exact registered title.</summary>
    public required Bilingual Title { get; init; }

    public string? RncpCode { get; init; }

    public DateOnly? RegisteredOn { get; init; }

    public DateOnly? RegistrationEndsOn { get; init; }

    /// <summary>Level of the national framework, which is also the EQF level.</summary>
    public int? Level { get; init; }

    public IReadOnlyList<string> NsfCodes { get; init; } = [];

    /// <summary>Holder as printed: first names in the order of civil status, then the name in use.</summary>
    public required string Holder { get; init; }

    public required string BirthName { get; init; }

    /// <summary>First names in the order of civil status.</summary>
    public required string FirstNames { get; init; }

    public string? UsageName { get; init; }

    /// <summary>Date of birth, of which month and day may be unknown.</summary>
    public required BirthDate? Birth { get; init; }

    public string? BirthPlace { get; init; }

    /// <summary>Whether civil status says female, for agreement in French.</summary>
    public required bool IsFemale { get; init; }

    /// <summary>Day of the jury's decision.</summary>
    public required DateOnly DecidedOn { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public required string IssuedAt { get; init; }

    public required Signatory Signatory { get; init; }

    /// <summary>Blocs that the document attests: all of them on a parchment, one on a certificate.</summary>
    public required IReadOnlyList<AttestedBlock> Blocks { get; init; }

    /// <summary>Rank of the bloc in the framework, from 1; 0 on a parchment.</summary>
    public int BlockNumber { get; init; }

    public bool IsSpecimen { get; init; }

    /// <summary>How it looks, so that a duplicata looks the same; null on documents of the time before, which bear the logo of the certifying body.</summary>
    public FrozenLayout? Layout { get; init; }

    /// <summary>Name of the certifier to show.</summary>
    [JsonIgnore]
    public string Certifier => TradeName ?? LegalName;

    /// <summary>Gathers the mentions of a document.</summary>
    public static FrozenMentions Of(
        DiplomaKind kind, string blockCode, CertifyingBody body, Certification certification, Framework framework, Person person, Decision decision,
        DateOnly decidedOn, DateOnly issuedOn, string number, string code, DiplomaLayout? layout)
    {
        var registration = certification.Registration;
        var blocks = framework.Blocks.Where(b => kind is DiplomaKind.Diploma ? decision.Blocks.Contains(b.Code) : b.Code == blockCode);
        return new()
        {
            Kind = kind,
            Number = number,
            Code = code,
            VerifyAddress = $"{body.PublicAddress}/v/{ShortCode.Show(code)}",
            LegalName = body.LegalName,
            TradeName = body.TradeName,
            Siret = body.Siret,
            CoCertifiers = registration.CoCertifiers,
            Title = certification.Title,
            RncpCode = registration.RncpCode,
            RegisteredOn = registration.DecidedOn,
            RegistrationEndsOn = registration.EndsOn,
            Level = registration.Level,
            NsfCodes = registration.NsfCodes,
            Holder = $"{string.Join(' ', person.FirstNames)} {person.UsageName ?? person.BirthName}",
            BirthName = person.BirthName,
            FirstNames = string.Join(' ', person.FirstNames),
            UsageName = person.UsageName,
            Birth = person.Identity.BirthDate,
            BirthPlace = person.BirthCity,
            IsFemale = person.Sex is Sex.F,
            DecidedOn = decidedOn,
            IssuedOn = issuedOn,
            IssuedAt = body.City,
            Signatory = layout?.Terms.Signatory ?? (body.Signatories.Count > 0 ? body.Signatories[0] : new("", new(""))),
            Layout = FrozenLayout.Of(layout?.Number ?? 0, layout?.Terms ?? new(LayoutTerms.UsualAccent), body),
            Blocks = [.. blocks.Select(b => new AttestedBlock(b.Code, b.Title, [.. b.Competences.Select(c => c.Code)]))],
            BlockNumber = framework.Blocks.Index().FirstOrDefault(b => b.Item.Code == blockCode, (-1, null!)).Index + 1,
            IsSpecimen = registration.IsSpecimen,
        };
    }

    /// <summary>The mentions of a document that was issued.</summary>
    public static FrozenMentions Read(Diploma diploma) => JsonSerializer.Deserialize<FrozenMentions>(diploma.ContentJson, Conversions.Json)!;
}

/// <summary>A bloc that a document attests.</summary>
/// <param name="Competences">Codes, in the framework's order.</param>
public sealed record AttestedBlock(string Code, Bilingual Title, IReadOnlyList<string> Competences)
{
    /// <summary>First and last code, for "C.1 à C.5".</summary>
    [JsonIgnore]
    public (string First, string Last) Range => Competences.Count == 0 ? ("", "") : (Competences[0], Competences[^1]);
}

/// <summary>How a document looks. Pictures stand in the file store, by their SHA-256.</summary>
/// <param name="Number">Which layout of the certification made it; 0 for the usual one.</param>
public sealed record FrozenLayout(int Number, string Accent, string? Logo, string? Background, string? Signature)
{
    /// <summary>What a layout prints, with the logo of the certifying body where it has none of its own.</summary>
    public static FrozenLayout Of(int number, LayoutTerms terms, CertifyingBody body) => new(number, terms.Accent, terms.Logo ?? body.LogoHash, terms.Background, terms.Signature);
}
