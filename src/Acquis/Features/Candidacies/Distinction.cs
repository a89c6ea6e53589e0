using Acquis.Domain;
using Acquis.Domain.Candidacies;

namespace Acquis.Features.Candidacies;

/// <summary>Two people who look alike and of whom somebody said that they are different; the lesser id stands first.</summary>
public sealed class Distinction
{
    private Distinction()
    {
    }

    public Id<Person> PersonId { get; private set; }

    public Id<Person> OtherId { get; private set; }

    /// <summary>Tells two people apart.</summary>
    public static (Distinction Distinction, PersonsToldApart Fact) Of(Id<Person> one, Id<Person> other)
    {
        var (first, second) = one < other ? (one, other) : (other, one);
        return (new() { PersonId = first, OtherId = second }, new(first, second));
    }
}
