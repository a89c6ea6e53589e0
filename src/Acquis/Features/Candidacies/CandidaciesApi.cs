using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts.Tokens;
using Acquis.Features.Candidacies.Import;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>A cohort in a list.</summary>
public sealed record CohortResponse(Id<Cohort> Id, string Name, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>A candidacy in a list; the name is a pseudonym for an auditor.</summary>
public sealed record CandidacyResponse(Id<Candidacy> Id, string Name, Id<Cohort> Cohort, CandidacyState State);

/// <summary>A page of a list.</summary>
/// <param name="Total">How many there are on all pages.</param>
public sealed record CandidaciesResponse(int Total, int Page, IReadOnlyList<CandidacyResponse> Candidacies);

/// <summary>Somebody to enrol.</summary>
/// <param name="Country">INSEE code of the country of birth; France is 100.</param>
/// <param name="InseeCode">INSEE code of the town of birth, in France.</param>
/// <param name="Blocks">Codes of the chosen blocs; absent for the whole certification.</param>
/// <param name="MailLanguage">Language of letters to somebody new who has no account: <c>fr</c>, also where absent, or <c>en</c>.</param>
/// <param name="Person">Who it is where somebody alike is known: the person's id, or <c>none</c> for somebody new.</param>
public sealed record EnrolRequest(
    string? BirthName, string? UsageName, IReadOnlyList<string>? FirstNames, int BirthYear, int? BirthMonth, int? BirthDay, string? Country,
    string? InseeCode, string? BirthCity, Sex Sex, string? Email, AccessRoute Route, DateOnly EnteredOn, IReadOnlyList<string>? Blocks = null,
    HostCompany? Company = null, string? Person = null, string? MailLanguage = null);

/// <summary>Why a candidacy ends.</summary>
/// <param name="Version">Version of the candidacy that was read.</param>
public sealed record WithdrawRequest(int Version, string? Reason);

/// <summary>A candidacy that was opened.</summary>
public sealed record EnrolledResponse(Id<Candidacy> Id);

/// <summary>Cohorts and their candidates, for programs: the services and rights of the pages.</summary>
public static class CandidaciesApi
{
    private const int Size = 100;

    private const string Example = """
        {"birthName":"Vasseur","firstNames":["Élodie"],"birthYear":1999,"birthMonth":4,"birthDay":2,"country":"100","inseeCode":"59350",
        "birthCity":"Lille","sex":"f","email":"elodie@example.org","route":"apprenticeship","enteredOn":"2026-09-01"}
        """;

    public static void MapCandidacies(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Candidacies");
        api.MapGet("/cohorts", CohortsAsync).RequireAuthorization(Policies.CohortReaders).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("The cohorts that the token's owner may see, the latest first.");
        api.MapGet("/cohorts/{id}/candidacies", ListAsync).RequireAuthorization(Policies.CohortReaders).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("The candidates of a cohort, by name; 100 on a page, counted from 1.");
        api.MapPost("/cohorts/{id}/candidacies", EnrolAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Enrols one person. Where somebody alike is known, says so with 409 until 'person' tells who it is.")
            .ProducesProblem(StatusCodes.Status409Conflict).WithExample(Example).TakesIdempotencyKey();
        api.MapPost("/candidacies/{id}/withdraw", WithdrawAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Ends a candidacy before its end, with the reason.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":1,"reason":"A quitté la formation."}""").TakesIdempotencyKey();
    }

    private static async Task<Ok<List<CohortResponse>>> CohortsAsync(AcquisDb db, CurrentActor actor, CancellationToken ct) =>
        TypedResults.Ok(await db.Cohorts.AsNoTracking().VisibleTo(actor).OrderByDescending(c => c.EndsOn).ThenBy(c => c.Name)
            .Select(c => new CohortResponse(c.Id, c.Name, c.StartsOn, c.EndsOn)).ToListAsync(ct));

    private static async Task<Ok<CandidaciesResponse>> ListAsync(Id<Cohort> id, AcquisDb db, CurrentActor actor, CancellationToken ct, int page = 1)
    {
        var cohort = await db.FindVisibleAsync(id, actor, ct);
        var all = from candidacy in db.Candidacies.AsNoTracking()
                  join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
                  where candidacy.CohortId == id
                  select new { candidacy, person };
        var ordered = actor.SeesNames(cohort) ? all.OrderBy(r => r.person.SortKey).ThenBy(r => r.candidacy.Id) : all.OrderBy(r => r.candidacy.Id);
        var number = Math.Clamp(page, 1, 1_000_000);
        var rows = await ordered.Skip((number - 1) * Size).Take(Size).ToListAsync(ct);
        return TypedResults.Ok(new CandidaciesResponse(
            await all.CountAsync(ct), number,
            rows.ConvertAll(r => new CandidacyResponse(r.candidacy.Id, actor.NameOf(cohort, r.candidacy, r.person), id, r.candidacy.State))));
    }

    private static async Task<Created<EnrolledResponse>> EnrolAsync(
        Id<Cohort> id, EnrolRequest asked, PersonService people, PersonMatcher matcher, CancellationToken ct)
    {
        var country = ApiRoutes.Required(asked.Country, "country");
        var identity = new Identity
        {
            BirthName = ApiRoutes.Required(asked.BirthName, "birthName").Trim(),
            UsageName = asked.UsageName?.Trim(),
            FirstNames = [.. (asked.FirstNames ?? []).Select(n => n?.Trim()).OfType<string>()],
            BirthDate = new(asked.BirthYear, asked.BirthMonth, asked.BirthDay),
            BirthPlace = new(country, country == BirthPlace.France ? asked.InseeCode : null, asked.BirthCity),
            Sex = asked.Sex,
        };
        var enrolment = new Enrolment(
            id, identity, asked.Email?.Trim(), asked.Route, asked.EnteredOn, asked.Blocks, asked.Company, MailLanguage: asked.MailLanguage ?? Person.UsualMailLanguage);
        Refusal.ThrowIfAny(await people.WhyNotEnrolAsync(enrolment, ct));
        var alike = await matcher.AlikeAsync(identity, enrolment.Email, ct);
        if (alike.Count > 0 && asked.Person is null)
            throw new RefusedException("candidacy.people-alike", ("people", string.Join(", ", alike.Select(a => a.Person.Id))));

        var candidacy = await people.EnrolAsync(enrolment, asked.Person ?? "none", ct);
        return TypedResults.Created($"/api/v1/candidacies/{candidacy.Id}", new EnrolledResponse(candidacy.Id));
    }

    private static async Task<NoContent> WithdrawAsync(Id<Candidacy> id, WithdrawRequest asked, CandidacyService service, CancellationToken ct)
    {
        await service.WithdrawAsync(id, asked.Version, asked.Reason ?? "", ct);
        return TypedResults.NoContent();
    }
}
