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
        Lede = "Expert en ingénierie des systèmes d’information, RNCP90016. Délibération du 25\u00a0juin\u00a02027",
        HeldOn = new DateOnly(2027, 6, 25),
        Words = new()
        {
            Title = "Procès-verbal de délibération",
            Session = "La session",
            Jury = "Le jury",
            Decisions = "Les décisions",
            Observations = "Observations",
            Signatures = "Signatures",
            Member = "Membre",
            Quality = "Qualité",
            College = "Collège",
            Presence = "Présence",
            Candidate = "Candidat",
            Proposal = "Selon la règle",
            Decision = "Décision du jury",
            Blocks = "Blocs acquis",
            Signature = "Signature",
            HashNote = "Empreinte des faits examinés (SHA-256)",
        },
        Session =
        [
            new("Réunion", "vendredi 25 juin 2027, de 9 h 00 à 12 h 40, à Lyon, salle 204"),
            new("Promotion", $"ISI 2025–2027, {candidates} candidats"),
            new(
                "Règle appliquée",
                "version 1.2 : 16 compétences au moins au niveau 2, avec preuves en entreprise et en formation, portefeuille, livret, rapports "
                + "de modules, dossier et soutenance"),
        ],
        Members =
        [
            new("Isabelle Trémaux", "Directrice des systèmes d’information, présidente du jury", "extérieur", "oui", true, "signé le 25/06/2027 à 12 h 42"),
            new("Youssef Belkacem", "Architecte, Mutuelle des Deux Rives", "extérieur", "oui", true),
            new("Agnès Courtois", "Responsable pédagogique, Institut Hautefeuille", "interne", "non", false),
        ],
        Quorum = "Membres présents\u00a0: 2 sur 3, dont 2 extérieurs à l’organisme certificateur.",
        Results =
        [
            .. Enumerable.Range(1, candidates).Select(i => i % 7 == 3
                ? new MinutesResult($"Nœuvéglise-Çelik Solène {i}", "Partielle", "Certification délivrée", "1, 2, 3 et 4",
                    $"Nœuvéglise-Çelik Solène {i}\u00a0: la décision s’écarte de la règle. Motif\u00a0: dossier de soutenance d’un niveau remarquable, motif {i}")
                : new MinutesResult($"Chevallier Maxime {i}", "Délivrée", "Certification délivrée", "1, 2, 3 et 4")),
        ],
        Observations = ["Le jury relève l’œuvre commune de la promotion."],
        FactsHash = "8f3a61d04e97c21e8f3a61d04e97c21e8f3a61d04e97c21e8f3a61d04e97c21e",
    };
}
