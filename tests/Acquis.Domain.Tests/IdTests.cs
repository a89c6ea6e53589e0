using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Tests;

public sealed class IdTests
{
    private static readonly DateTimeOffset Noon = new(2027, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_made_at_one_instant_keep_their_order_and_never_repeat()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => Id<Person>.New(Noon)).ToList();

        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Ids_keep_their_order_when_the_clock_jumps_back()
    {
        var before = Id<Person>.New(Noon.AddYears(1));
        var after = Id<Person>.New(Noon);

        Assert.True(after > before);
    }

    [Fact]
    public void An_id_is_a_version_7_uuid_as_text() =>
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Id<Person>.New(Noon).ToString());
}
