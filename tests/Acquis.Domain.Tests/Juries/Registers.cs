using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Tests.Juries;

/// <summary>The registers of jurors, sites and rooms.</summary>
public sealed class Registers
{
    private static readonly DateTimeOffset Now = new(2027, 6, 1, 8, 0, 0, TimeSpan.Zero);

    private static JurorProfile Profile => new() { Name = "Anne Deroubaix", Quality = "Directrice des systèmes d’information, Ateliers Hautefeuille", Email = "anne@example.org" };

    private static string[] Codes(Action act) => [.. Assert.Throws<RefusedException>(act).Refusals.Select(r => r.Code)];

    [Fact]
    public void A_juror_is_registered_with_what_is_known_of_them()
    {
        var (juror, fact) = Juror.Register(Id<Juror>.New(Now), Profile with { Name = " Anne Deroubaix ", Domains = ["sécurité", " ", "sécurité"], IsOutside = true }, null);

        Assert.Equal(("Anne Deroubaix", true), (juror.Name, juror.IsOutside));
        Assert.Equal(["sécurité"], juror.Domains);
        Assert.Equal((juror.Id, "juror-registered"), (fact.Juror, fact.Action));
    }

    [Fact]
    public void A_juror_without_name_quality_or_language_is_refused() =>
        Assert.Equal(
            ["juror.name-missing", "juror.quality-missing", "juror.email-invalid", "juror.languages-missing"],
            Codes(() => Juror.Register(Id<Juror>.New(Now), new() { Name = " ", Quality = "", Email = "anne@", Languages = [] }, null)));

    [Fact]
    public void A_mandate_that_ends_before_it_begins_is_refused() =>
        Assert.Equal(
            ["juror.mandate-backwards"],
            Codes(() => Juror.Register(Id<Juror>.New(Now), Profile with { Mandates = [new(default, new(2027, 6, 1), new(2027, 5, 31))] }, null)));

    [Fact]
    public void With_a_mandate_a_juror_sits_within_it_only_and_without_any_always()
    {
        var (certification, other) = (Id<Certification>.New(Now), Id<Certification>.New(Now));
        var (free, _) = Juror.Register(Id<Juror>.New(Now), Profile, null);
        var (bound, _) = Juror.Register(Id<Juror>.New(Now), Profile with { Mandates = [new(certification, new(2027, 1, 1), new(2027, 6, 30))] }, null);

        Assert.True(free.IsMandated(certification, new(2030, 1, 1)));
        Assert.True(bound.IsMandated(certification, new(2027, 6, 30)));
        Assert.False(bound.IsMandated(certification, new(2027, 7, 1)));
        Assert.False(bound.IsMandated(other, new(2027, 6, 1)));
    }

    [Fact]
    public void A_juror_leaves_the_register_once_and_with_a_reason_and_may_come_back()
    {
        var (juror, _) = Juror.Register(Id<Juror>.New(Now), Profile, null);

        Assert.Equal(["juror.retired-without-reason"], Codes(() => juror.Retire(" ", Now)));
        Assert.Equal(["juror.not-retired"], Codes(() => juror.Return()));
        juror.Retire("Départ à la retraite", Now);
        Assert.True(juror.IsRetired);
        Assert.Equal(["juror.already-retired"], Codes(() => juror.Retire("Encore", Now)));
        juror.Return();
        Assert.False(juror.IsRetired);
    }

    [Fact]
    public void A_room_is_free_outside_its_closures_only()
    {
        var (site, _) = Site.Open(Id<Site>.New(Now), "Campus", "", "Lille");
        var closure = new RoomClosure(new(2027, 6, 14, 12, 0, 0), new(2027, 6, 14, 14, 0, 0));
        var (room, _) = Room.Open(Id<Room>.New(Now), site, new() { Name = "B12", Closures = [closure] });

        Assert.False(room.IsFree(new(new(2027, 6, 14), new(8, 30), new(12, 30))));
        Assert.True(room.IsFree(new(new(2027, 6, 14), new(8, 30), new(12, 0))));
        Assert.True(room.IsFree(new(new(2027, 6, 14), new(14, 0), new(18, 0))));
    }

    [Fact]
    public void A_site_and_a_room_have_names_and_a_closure_has_an_end_after_its_start()
    {
        var (site, _) = Site.Open(Id<Site>.New(Now), "Campus", null, "Lille");

        Assert.Equal(["site.name-missing", "site.city-missing"], Codes(() => Site.Open(Id<Site>.New(Now), "", null, " ")));
        Assert.Equal(
            ["room.name-missing", "room.seats-range", "room.closure-backwards"],
            Codes(() => Room.Open(Id<Room>.New(Now), site, new() { Name = "", Seats = 0, Closures = [new(new(2027, 6, 14), new(2027, 6, 14))] })));
    }
}
