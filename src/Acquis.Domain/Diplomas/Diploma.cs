using System.Globalization;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;

namespace Acquis.Domain.Diplomas;

/// <summary>Which document it is.</summary>
public enum DiplomaKind
{
    /// <summary>Parchemin of the whole certification.</summary>
    Diploma,

    /// <summary>Certificat de bloc de compétences, distinct from the parchment.</summary>
    BlockCertificate,
}

/// <summary>Whether a document holds.</summary>
public enum DiplomaState
{
    Valid,

    /// <summary>Retiré.</summary>
    Revoked,

    /// <summary>Another document, issued later with another number, took its place.</summary>
    Replaced,
}

/// <summary>Diplôme or certificat de bloc: its number, its public code, its content frozen at issue, and whether it holds.</summary>
public sealed class Diploma
{
    /// <summary>Longest motive, in characters.</summary>
    public const int MotiveMaxLength = 1000;

    private Diploma()
    {
    }

    public Id<Diploma> Id { get; private set; }

    public DiplomaKind Kind { get; private set; }

    public Id<Decision> DecisionId { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public Id<Person> PersonId { get; private set; }

    public Id<Certification> CertificationId { get; private set; }

    /// <summary>Code of the bloc; empty for the parchment.</summary>
    public string BlockCode { get; private set; } = "";

    /// <summary>Year and place in the year's register: no gap, no repeat.</summary>
    public int Year { get; private set; }

    public int Serial { get; private set; }

    /// <summary>The number as printed, such as <c>2027-00042</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>See <see cref="ShortCode"/>: sixteen characters without hyphens.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Name of the holder as printed, for the register's search.</summary>
    public string HolderName { get; private set; } = "";

    /// <summary>Folded name of the holder (<see cref="Identity.SortKey"/>).</summary>
    public string HolderKey { get; private set; } = "";

    public DateOnly IssuedOn { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>Canonical JSON of every mention as it was printed.</summary>
    public string ContentJson { get; private set; } = "";

    /// <summary>SHA-256 of <see cref="ContentJson"/>, lower-case hexadecimal.</summary>
    public string ContentHash { get; private set; } = "";

    /// <summary>SHA-256 of the PDF, by which the file store keeps it.</summary>
    public string PdfFile { get; private set; } = "";

    /// <summary>Whether it is marked SPÉCIMEN.</summary>
    public bool IsSpecimen { get; private set; }

    public DiplomaState State { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was revoked or replaced.</summary>
    public string? EndMotive { get; private set; }

    /// <summary>The document that took its place, or that was issued anew after a revocation without ground.</summary>
    public Id<Diploma>? ReplacedById { get; private set; }

    /// <summary>The revocation that somebody asked for and that waits for a second person; null where none does. Meanwhile the document holds.</summary>
    public AskedRevocation? AskedRevocation { get; private set; }

    public IReadOnlyList<Duplicate> Duplicates { get; private set; } = [];

    public int Version { get; private set; }

    /// <summary>The number of a year's register, such as <c>2027-00042</c>.</summary>
    public static string NumberOf(int year, int serial) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{serial:00000}");

    /// <summary>Why that decision gives no such document, before what the document itself lacks.</summary>
    /// <param name="blockCode">Code of the bloc, or empty for the parchment.</param>
    /// <param name="issued">Documents already issued on that decision.</param>
    public static IEnumerable<Refusal> WhyNotIssue(Decision decision, DiplomaKind kind, string blockCode, IEnumerable<Diploma> issued)
    {
        if (decision.PublishedAt is null)
        {
            yield return Refusal.Of("diploma.result-not-published");
        }

        if (decision.SupersededById is not null)
        {
            yield return Refusal.Of("diploma.decision-superseded");
        }

        if (kind is DiplomaKind.Diploma && decision.Verdict is not Verdict.Awarded)
        {
            yield return Refusal.Of("diploma.not-awarded");
        }

        if (kind is DiplomaKind.BlockCertificate && !decision.Blocks.Contains(blockCode))
        {
            yield return Refusal.Of("diploma.block-not-acquired", ("block", blockCode));
        }

        if (issued.FirstOrDefault(d => d.State is DiplomaState.Valid && d.Kind == kind && d.BlockCode == blockCode) is { } already)
        {
            yield return Refusal.Of("diploma.already-issued", ("number", already.Number));
        }
        else if (issued.FirstOrDefault(d => d.State is DiplomaState.Revoked && d.ReplacedById is null && d.Kind == kind && d.BlockCode == blockCode) is { } revoked)
        {
            yield return Refusal.Of("diploma.revoked-before", ("number", revoked.Number));
        }
    }

    /// <summary>
    /// Why the registration does not allow an award to somebody who entered on that day (L6113-9: who entered while the registration was valid
    /// may rely on it; nothing is delivered after the last delivery date).
    /// </summary>
    public static IEnumerable<Refusal> WhyNotCovered(Registration registration, DateOnly enteredOn, DateOnly issuedOn)
    {
        if (registration.EndsOn is { } end && enteredOn > end)
        {
            yield return Refusal.Of("diploma.entered-after-registration", ("entered", enteredOn), ("end", end));
        }

        if (registration.LastDeliveryOn is { } last && issuedOn > last)
        {
            yield return Refusal.Of("diploma.after-last-delivery", ("last", last));
        }
    }

    /// <summary>Délivre: takes its place in the register.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotIssue"/>.</exception>
    public static (Diploma Diploma, DiplomaIssued Fact) Issue(DiplomaDraft draft, Decision decision, IEnumerable<Diploma> issued, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotIssue(decision, draft.Kind, draft.BlockCode, issued));
        var diploma = new Diploma
        {
            Id = draft.Id,
            Kind = draft.Kind,
            DecisionId = decision.Id,
            CandidacyId = decision.CandidacyId,
            PersonId = draft.PersonId,
            CertificationId = draft.CertificationId,
            BlockCode = draft.BlockCode,
            Year = draft.Year,
            Serial = draft.Serial,
            Number = NumberOf(draft.Year, draft.Serial),
            Code = draft.Code,
            HolderName = draft.HolderName,
            HolderKey = draft.HolderKey,
            IssuedOn = draft.IssuedOn,
            IssuedAt = now,
            ContentJson = draft.ContentJson,
            ContentHash = draft.ContentHash,
            PdfFile = draft.PdfFile,
            IsSpecimen = draft.IsSpecimen,
        };
        return (diploma, new(diploma.Id, diploma.Kind, decision.Id, decision.CandidacyId, diploma.BlockCode, diploma.Number, diploma.ContentHash, diploma.PdfFile));
    }

    /// <summary>Why its revocation cannot be asked for.</summary>
    public IEnumerable<Refusal> WhyNotAskRevocation() => WhyNotHolds().Concat(WhyAsked());

    /// <summary>Demande le retrait; a second person agrees or declines. Until then the document holds.</summary>
    /// <exception cref="RefusedException">It does not hold any more, a revocation is asked for already, or the motive is missing.</exception>
    public DiplomaRevocationAsked AskRevocation(Actor by, string motive, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotAskRevocation().Concat(WhyNotMotive(motive)));
        AskedRevocation = new(by, now, motive.Trim());
        return new(Id, AskedRevocation.Motive);
    }

    /// <summary>Why that person cannot answer the revocation asked for: nobody asked, or they are who asked.</summary>
    public IEnumerable<Refusal> WhyNotAnswerRevocation(Actor by)
    {
        if (AskedRevocation is null)
        {
            yield return Refusal.Of("diploma.revocation-not-asked", ("number", Number));
        }
        else if (AskedRevocation.By == by)
        {
            yield return Refusal.Of("diploma.revocation-same-person");
        }
    }

    /// <summary>A second person agrees: the document is revoked at that instant, with the motive of who asked.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotAnswerRevocation"/>.</exception>
    public DiplomaRevoked AgreeToRevocation(Actor by, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotHolds().Concat(WhyNotAnswerRevocation(by)));
        var asked = AskedRevocation!;
        return Revoke(asked.Motive, now) with { AskedBy = asked.By };
    }

    /// <summary>A second person declines, with the motive: the document holds as before.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotAnswerRevocation"/>; or the motive is missing.</exception>
    public DiplomaRevocationDeclined DeclineRevocation(Actor by, string motive)
    {
        Refusal.ThrowIfAny(WhyNotAnswerRevocation(by).Concat(WhyNotMotive(motive)));
        AskedRevocation = null;
        return new(Id, motive.Trim());
    }

    /// <summary>Why that person cannot take the revocation asked for back: nobody asked, or somebody else did.</summary>
    public IEnumerable<Refusal> WhyNotWithdrawRevocation(Actor by)
    {
        if (AskedRevocation is null)
        {
            yield return Refusal.Of("diploma.revocation-not-asked", ("number", Number));
        }
        else if (AskedRevocation.By != by)
        {
            yield return Refusal.Of("diploma.revocation-other-person");
        }
    }

    /// <summary>Who asked takes it back.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotWithdrawRevocation"/>.</exception>
    public DiplomaRevocationWithdrawn WithdrawRevocation(Actor by)
    {
        Refusal.ThrowIfAny(WhyNotWithdrawRevocation(by));
        AskedRevocation = null;
        return new(Id);
    }

    /// <summary>Why it can neither be copied nor give its place: it does not hold, or a revocation is asked for and is to be answered first.</summary>
    public IEnumerable<Refusal> WhyNotChange() => WhyNotHolds().Concat(WhyAsked());

    /// <summary>Retire the document since the decision under it was replaced: that is decided already, nobody has to agree.</summary>
    /// <exception cref="RefusedException">It does not hold any more, or the motive is missing.</exception>
    public DiplomaRevoked Revoke(string motive, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotHolds().Concat(WhyNotMotive(motive)));
        (State, EndedAt, EndMotive, AskedRevocation) = (DiplomaState.Revoked, now, motive.Trim(), null);
        return new(Id, CandidacyId, EndMotive);
    }

    /// <summary>Gives its place to another document, as after a correction of the holder's name.</summary>
    /// <exception cref="RefusedException">It does not hold any more, a revocation is asked for, or the motive is missing.</exception>
    public DiplomaReplaced Replace(Id<Diploma> by, string motive, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotChange().Concat(WhyNotMotive(motive)));
        (State, EndedAt, EndMotive, ReplacedById) = (DiplomaState.Replaced, now, motive.Trim(), by);
        return new(Id, by, CandidacyId, EndMotive);
    }

    /// <summary>Why it is not to be issued anew after a revocation: it was not revoked, or another has been issued in its place.</summary>
    public IEnumerable<Refusal> WhyNotRestore()
    {
        if (State is not DiplomaState.Revoked)
        {
            yield return Refusal.Of("diploma.not-revoked", ("number", Number));
        }
        else if (ReplacedById is not null)
        {
            yield return Refusal.Of("diploma.restored-already", ("number", Number));
        }
    }

    /// <summary>
    /// Was revoked without ground: another document, with another number, is issued for it. This one stays revoked, as its holder and whoever
    /// checked it were told.
    /// </summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotRestore"/>; or the motive is missing.</exception>
    public RevokedDiplomaReissued Restore(Id<Diploma> by, string motive)
    {
        Refusal.ThrowIfAny(WhyNotRestore().Concat(WhyNotMotive(motive)));
        ReplacedById = by;
        return new(Id, by, CandidacyId, motive.Trim());
    }

    /// <summary>Goes over to the person who absorbed its holder; the merger's fact tells it, and what is printed stays.</summary>
    public void Follow(PersonsMerged merger) => PersonId = PersonId == merger.Absorbed ? merger.Person : PersonId;

    /// <summary>Délivre a duplicata: same number, the word DUPLICATA and its own date; the original date stays.</summary>
    /// <exception cref="RefusedException">It does not hold any more, a revocation is asked for, or the motive is missing.</exception>
    public DuplicateIssued Copy(string pdfFile, DateOnly on, string motive)
    {
        Refusal.ThrowIfAny(WhyNotChange().Concat(WhyNotMotive(motive)));
        Duplicates = [.. Duplicates, new(on, pdfFile, motive.Trim())];
        return new(Id, CandidacyId, on, pdfFile, motive.Trim());
    }

    /// <summary>That it does not hold any more, and since when.</summary>
    /// <summary>
    /// The same page is sealed anew with the credential that took the place of one whose key was withdrawn. Number, code and mentions stay; the former file
    /// carries a credential that nobody accepts any more.
    /// </summary>
    /// <exception cref="RefusedException">It was revoked or replaced.</exception>
    public DiplomaSealedAnew SealAnew(string pdfFile)
    {
        Refusal.ThrowIfAny(WhyNotHolds());
        PdfFile = pdfFile;
        return new(Id, CandidacyId, pdfFile);
    }

    internal IEnumerable<Refusal> WhyNotHolds()
    {
        if (State is not DiplomaState.Valid)
        {
            yield return Refusal.Of(State is DiplomaState.Revoked ? "diploma.already-revoked" : "diploma.already-replaced", ("number", Number), ("at", EndedAt));
        }
    }

    private IEnumerable<Refusal> WhyAsked()
    {
        if (AskedRevocation is { } asked)
        {
            yield return Refusal.Of("diploma.revocation-asked", ("number", Number), ("at", asked.At));
        }
    }

    private static IEnumerable<Refusal> WhyNotMotive(string motive)
    {
        if (string.IsNullOrWhiteSpace(motive) || motive.Length > MotiveMaxLength)
        {
            yield return Refusal.Of("diploma.motive-missing", ("max", MotiveMaxLength));
        }
    }
}

/// <summary>A duplicata of a document.</summary>
/// <param name="PdfFile">SHA-256 of its PDF.</param>
public sealed record Duplicate(DateOnly On, string PdfFile, string Motive);

/// <summary>A revocation that somebody asked for.</summary>
public sealed record AskedRevocation(Actor By, DateTimeOffset At, string Motive);

/// <summary>Everything a document is born with.</summary>
public sealed record DiplomaDraft
{
    public required Id<Diploma> Id { get; init; }

    public required DiplomaKind Kind { get; init; }

    public required Id<Person> PersonId { get; init; }

    public required Id<Certification> CertificationId { get; init; }

    public required string BlockCode { get; init; }

    public required int Year { get; init; }

    public required int Serial { get; init; }

    public required string Code { get; init; }

    public required string HolderName { get; init; }

    public required string HolderKey { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public required string ContentJson { get; init; }

    public required string ContentHash { get; init; }

    public required string PdfFile { get; init; }

    public required bool IsSpecimen { get; init; }
}
