namespace Acquis.Domain.Frameworks;

/// <summary>Lane of a rating: who looked. Lanes stand side by side and are never averaged.</summary>
public enum Lane
{
    /// <summary>Autoévaluation.</summary>
    Self,

    /// <summary>Évaluation en entreprise.</summary>
    Company,

    /// <summary>Évaluation formative by a trainer.</summary>
    Trainer,

    /// <summary>Évaluation certificative by an assessor.</summary>
    Assessor,

    /// <summary>Niveau du jury.</summary>
    Jury,
}

/// <summary>Which ratings make the confirmed level of a competence, and how several combine.</summary>
public sealed record ConfirmationPolicy
{
    /// <summary>Lanes that count; others are shown and never confirm. The jury's own level is governed by <see cref="JuryPrevails"/>.</summary>
    public IReadOnlyList<Lane> Lanes { get; init; } = [Lane.Assessor];

    /// <summary>How two assessors of one assessment are agreed when they stand one apart on the same side of the threshold.</summary>
    public Agreement SameSide { get; init; } = Agreement.Lowest;

    /// <summary>Which attempt counts where there are several.</summary>
    public Combination Attempts { get; init; } = Combination.Last;

    /// <summary>How several assessments of one competence combine.</summary>
    public Combination Assessments { get; init; } = Combination.Lowest;

    /// <summary>Number of assessors whose grids an assessment needs before its level is confirmed: 1 or 2.</summary>
    public int Assessors { get; init; } = 1;

    /// <summary>Whether a level recorded by the jury, with its motive, takes the place of the others.</summary>
    public bool JuryPrevails { get; init; } = true;
}

/// <summary>Agreement of two assessors one level apart on the same side of the threshold.</summary>
public enum Agreement
{
    Lowest,
    Highest,

    /// <summary>Never agreed by rule: always to be agreed by people.</summary>
    Discuss,
}

/// <summary>How several ratings of one competence become one.</summary>
public enum Combination
{
    Last,
    Best,
    Lowest,
}
