using Acquis.Credentials.Documents;

namespace Acquis.Engines.Tests.Documents;

/// <summary>Invented documents that the tests vary.</summary>
internal static class Samples
{
    public static DiplomaContent Diploma { get; } = new()
    {
        CertifierName = "Institut Hautefeuille",
        CertifierTradeName = "Hautefeuille Campus",
        Title = "Expert en ingénierie des systèmes d’information",
        RegistrationCode = "RNCP90016",
        RegistrationDecision = new DateOnly(2025, 12, 18),
        NationalLevel = 7,
        EuropeanLevel = 7,
        NsfCodes = ["326n", "326p"],
        Holder = new HolderMention("Fontanel", "Camille Anne", null, new PartialDate(2003, 3, 14), "Saint-Étienne (Loire)", "F"),
        AwardedOn = new DateOnly(2027, 6, 25),
        IssuedOn = new DateOnly(2027, 7, 2),
        IssuedAt = "Lyon",
        SignatoryName = "Étienne Valcourt",
        SignatoryQuality = "président de l’Institut Hautefeuille",
        Number = "IH-2027-0418",
        ShortCode = "7K2M-94QD-XR3P-0W8T",
        VerificationUrl = "https://certification.hautefeuille.example/v/7K2M94QDXR3P0W8T",
    };

    public static DiplomaContent Certificate { get; } = Diploma with
    {
        Block = new BlockMention(2, "Piloter le cycle de vie d’une solution numérique et en garantir la qualité", "RNCP90016BC02"),
        Number = "IH-2027-0419",
    };

    public static MinutesContent Minutes(int candidates) => new()
    {
        CertifierName = "Institut Hautefeuille",
        Number = "PV-2027-06-ISI-01",
        Title = "Expert en ingénierie des systèmes d’information",
        RegistrationCode = "RNCP90016",
        HeldOn = new DateOnly(2027, 6, 25),
        Session =
        [
            new("Réunion", "vendredi 25 juin 2027, de 9 h 00 à 12 h 40, à Lyon, salle 204"),
            new("Promotion", $"ISI 2025–2027, {candidates} candidats"),
        ],
        Rule = "version 1.2 : 16 compétences au moins au niveau 2, avec preuves en entreprise et en formation, portefeuille, livret, rapports "
            + "de modules, dossier et soutenance",
        Members =
        [
            new("Isabelle Trémaux", "Directrice des systèmes d’information, présidente du jury", true, true, "signé le 25/06/2027 à 12 h 42"),
            new("Youssef Belkacem", "Architecte, Mutuelle des Deux Rives", true, true),
            new("Agnès Courtois", "Responsable pédagogique, Institut Hautefeuille", false, false),
        ],
        Results =
        [
            .. Enumerable.Range(1, candidates).Select(i => i % 7 == 3
                ? new MinutesResult($"Nœuvéglise-Çelik Solène {i}", "Partielle", "Certification délivrée", "1, 2, 3 et 4",
                    $"dossier de soutenance d’un niveau remarquable, motif {i}")
                : new MinutesResult($"Chevallier Maxime {i}", "Délivrée", "Certification délivrée", "1, 2, 3 et 4")),
        ],
        Observations = ["Le jury relève l’œuvre commune de la promotion."],
        FactsHash = "8f3a61d04e97c21e8f3a61d04e97c21e8f3a61d04e97c21e8f3a61d04e97c21e",
    };
}
