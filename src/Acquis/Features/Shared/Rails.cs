using Acquis.Features.Accounts;
using Acquis.Infrastructure;

namespace Acquis.Features.Shared;

/// <summary>Which entries of the rail each role sees, in one order for all; never more than seven.</summary>
public static class Rails
{
    private static readonly (RailEntry Entry, Role[] Roles)[] Entries =
    [
        (new("rail.todo", "/"), [Role.Administrator, Role.Registrar, Role.Trainer, Role.Assessor, Role.JuryMember, Role.JuryChair, Role.Centre]),
        (new("rail.mine", "/mine") { Also = ["/candidacies"] }, [Role.Candidate]),
        (new("rail.cohorts", "/cohorts") { Also = ["/candidacies", "/candidates"] }, [Role.Registrar, Role.Trainer, Role.Assessor, Role.Centre, Role.Auditor]),
        (new("rail.deliberations", "/deliberations") { Also = ["/decisions", "/seasons", "/timetables", "/jurors", "/sites", "/jury-rules"] }, [Role.Registrar, Role.JuryMember, Role.JuryChair]),
        (new("rail.diplomas", "/diplomas"), [Role.Registrar]),
        (new("rail.frameworks", "/frameworks"), [Role.Administrator, Role.Registrar, Role.Trainer, Role.Assessor, Role.JuryMember, Role.JuryChair]),
        (new("rail.journal", "/journal"), [Role.Administrator, Role.Registrar, Role.Auditor]),
        (new("rail.settings", "/settings") { Also = ["/centres", "/messages"] }, [Role.Administrator, Role.Registrar]),
        (new("rail.accounts", "/accounts"), [Role.Administrator]),
    ];

    /// <summary>The entries of whoever asks; none for who is not signed in.</summary>
    public static IReadOnlyList<RailEntry> For(CurrentActor actor) =>
        actor.AccountId is null ? [] : [.. Entries.Where(e => actor.Holds(e.Roles)).Select(e => e.Entry).Take(7)];

    /// <summary>What stands around a page before a capability adds to it: the name, and the rail of the roles held.</summary>
    public static Shell ShellFor(CurrentActor actor) =>
        new() { Person = actor.AccountId is null || actor.Name.Length == 0 ? null : actor.Name, Rail = For(actor) };
}
