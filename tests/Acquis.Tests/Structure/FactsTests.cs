using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Acquis.Tests.Support;

namespace Acquis.Tests.Structure;

public sealed class FactsTests
{
    private static IEnumerable<Type> Facts => new[] { typeof(Fact).Assembly, typeof(AcquisDb).Assembly }
        .SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(Fact)));

    [Fact]
    public void The_catalogue_lists_every_fact_that_the_code_can_record_and_no_other()
    {
        var listed = File.ReadLines(Repository.Path("docs/facts.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1]);

        Assert.Equal(Facts.Select(Fact.ActionOf).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_fact_has_its_sentence_for_the_histories() =>
        Assert.Equal([], Facts.Select(t => $"fact.{Fact.ActionOf(t)}").Where(key => !Texts.All.Has(key)).Order(StringComparer.Ordinal));
}
