namespace Acquis.Credentials.OpenBadges;

/// <summary>The certifying body (organisme certificateur) as credentials name it.</summary>
/// <param name="Did">Its identifier, such as <c>did:web:certif.example.fr</c>.</param>
/// <param name="Address">Its public address, without a slash at the end; the addresses of achievements and frameworks begin with it.</param>
/// <param name="Siret">Fourteen digits, or null.</param>
public sealed record Certifier(string Did, string Name, string Address, string? Siret);

/// <summary>The holder (titulaire), with no more than a verifier needs to tell who presents the credential.</summary>
/// <param name="Subject">An identifier that serves this holder with this certifier only, such as <c>urn:uuid:…</c>.</param>
/// <param name="Name">Name in clear, as on the diploma.</param>
/// <param name="Email">Salted hash of the e-mail address, or null.</param>
public sealed record Holder(string Subject, string Name, HashedEmail? Email = null);

/// <summary>An e-mail address that who knows it can recognise and nobody can read (Open Badges 3.0, IdentityObject).</summary>
/// <param name="Salt">Random text.</param>
/// <param name="Hash"><c>sha256$</c> and the lower-case hexadecimal SHA-256 of address and salt.</param>
public sealed record HashedEmail(string Salt, string Hash)
{
    /// <summary>The hash of an address with a salt.</summary>
    public static HashedEmail Of(string address, string salt) => new(
        salt, $"sha256${Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(address + salt)))}");
}

/// <summary>The bit that will say that a credential was revoked.</summary>
/// <param name="List">Address of the status list.</param>
/// <param name="Index">Index in it.</param>
public sealed record StatusEntry(string List, int Index);

/// <summary>The certification (titre) as achievements name it.</summary>
/// <param name="Path">Last part of its address, such as <c>rncp99999/v1</c>.</param>
/// <param name="Name">Exact registered title, in French.</param>
/// <param name="Code">Code of the register, such as <c>RNCP99999</c>, or null.</param>
/// <param name="Level">Level of the European framework, 1 to 8, or null.</param>
/// <param name="Version">Version of its framework.</param>
/// <param name="Criteria">How it is won, one sentence in French.</param>
public sealed record TitleAchievement(string Path, string Name, string? Code, int? Level, string Version, string Criteria);

/// <summary>A bloc of competences (bloc de compétences).</summary>
/// <param name="Code">Code in the framework.</param>
/// <param name="RegisteredCode">Code of the register, such as <c>RNCP99999BC01</c>, or null.</param>
/// <param name="Criteria">How it is won, one sentence in French.</param>
/// <param name="Competences">Its competences with the levels reached; empty where the levels are not to be told.</param>
public sealed record BlockAchievement(
    string Code, string Name, string? RegisteredCode, string Criteria, IReadOnlyList<CompetenceResult> Competences);

/// <summary>A competence and the level that the jury confirmed.</summary>
/// <param name="Level">Value on the scale, or null where none was confirmed.</param>
/// <param name="CaseItem">Address of the competence in the published framework (CASE), or null.</param>
public sealed record CompetenceResult(string Code, string Name, int? Level, string? CaseItem = null);

/// <summary>A level of the scale of mastery (échelle de maîtrise).</summary>
public sealed record ScaleStep(int Value, string Name, string Description);

/// <summary>A scale and the level from which a competence is acquired.</summary>
public sealed record MasteryScale(IReadOnlyList<ScaleStep> Steps, int Threshold);

/// <summary>What all credentials of one award share.</summary>
public sealed record Award
{
    public required Certifier Certifier { get; init; }

    public required Holder Holder { get; init; }

    public required TitleAchievement Title { get; init; }

    public required MasteryScale Scale { get; init; }

    /// <summary>Day of the jury's decision.</summary>
    public required DateOnly AwardedOn { get; init; }

    /// <summary>From when the credential speaks: the instant of issue. Of two versions of one credential the later holds.</summary>
    public required DateTimeOffset ValidFrom { get; init; }
}

/// <summary>One credential of an award: where it stands, its number, its bit.</summary>
/// <param name="Id">Its own address.</param>
/// <param name="Number">Number in the register, or null.</param>
public sealed record Issue(string Id, string? Number, StatusEntry Status);
