using System.Globalization;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Progress.Import;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Observations;

/// <summary>Finds whose grid each row of a file of observations speaks of, and sets the row beside what stands there.</summary>
public sealed class ObservationComparer(AcquisDb db, CurrentActor actor, ProgressReader progress)
{
    /// <summary>The preview of an import, with the grids that it read and would open; five queries however many rows there are.</summary>
    /// <param name="grids">Where the grids are read from: tracked where they are to be written.</param>
    internal async Task<(ObservationPreview Preview, GridDrafts Drafts)> CompareAsync(
        LevelImport import, Cohort cohort, Framework framework, IQueryable<Grid> grids, DateTimeOffset now, CancellationToken ct)
    {
        var viewers = await GridViewers.ReadAsync(db, grids, cohort.Id, actor.Actor, progress.SeesSubmitted(cohort), ct);
        var finder = await CandidateFinder.OfAsync(db, cohort, import.Headings, ct);
        var drafts = new GridDrafts(framework, viewers.Grids, import.Plan.Date, actor.Actor, now);
        var reading = new Reading(new(import.Headings), framework, finder, drafts, viewers, await AssessorsAsync(cohort, ct), actor, cohort);
        return (new(import, cohort, [.. import.Rows.Select(reading.Row)]), drafts);
    }

    /// <summary>Who assesses the cohort, by address in capitals.</summary>
    private async Task<Dictionary<string, (Actor Actor, string Name)>> AssessorsAsync(Cohort cohort, CancellationToken ct)
    {
        var granted = await (
            from grant in db.RoleGrants.AsNoTracking()
            where grant.Role == Role.Assessor
            join account in db.Users.AsNoTracking() on grant.AccountId equals account.Id
            where account.DisabledAt == null && account.Email != null
            select new { grant, account.Id, account.Email, account.DisplayName }).ToListAsync(ct);
        return granted
            .Where(g => new Grant(g.grant.Role, g.grant.CertificationId, g.grant.CentreId, g.grant.CohortId).Covers(cohort.CertificationId, cohort.CentreId, cohort.Id))
            .DistinctBy(g => g.Id).ToDictionary(g => g.Email!.ToUpperInvariant(), g => (new Actor(ActorKind.Account, g.Id), g.DisplayName));
    }

    private sealed class Reading(
        ObservationColumns columns, Framework framework, CandidateFinder finder, GridDrafts drafts, GridViewers viewers,
        Dictionary<string, (Actor Actor, string Name)> assessors, CurrentActor actor, Cohort cohort)
    {
        private readonly Dictionary<string, (Assessment Assessment, string Code)> criteria = framework.Assessments
            .SelectMany(a => a.Criteria.SelectMany(g => g.Items).Select(c => (Assessment: a, c.Code))).ToDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);

        private readonly HashSet<(GridPlace, string)> seen = [];

        public ObservationRow Row(ReadRow row)
        {
            var (found, name, nobody) = finder.Find(row);
            var read = new ObservationRow(
                row.Number, found?.Person.DisplayName ?? name, row.Text(columns.Criterion), row.Text(columns.Assessor), null, null, null, CellDifference.Refused, nobody);
            if (found is null)
                return read;

            if (!criteria.TryGetValue(read.Criterion, out var criterion) || !Mass.CohortGridReader.IsAssessedIn(framework, criterion.Assessment, found.Candidacy))
                return read with { Why = Refusal.Of("observation.unknown-criterion", ("criterion", read.Criterion)) };

            var (who, unknown) = Who(read.Assessor);
            var attempt = row.Text(columns.Attempt) is { Length: > 0 } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0 : 1;
            if (who is null || attempt < 1)
                return read with { Why = unknown ?? Refusal.Of("rating.attempt-below-one") };

            var place = new GridPlace(found.Candidacy.Id, criterion.Assessment.Code, attempt, who.Value.Actor);
            read = read with { Criterion = criterion.Code, Assessor = who.Value.Name, Place = place };
            return seen.Add((place, criterion.Code)) ? Compare(read, row, found.Candidacy) : read with { Why = Refusal.Of("observation.twice") };
        }

        private ObservationRow Compare(ObservationRow read, ReadRow row, Candidacy candidacy)
        {
            var (typed, noted) = (row.CellAt(columns.Observation), row.CellAt(columns.Note));
            var observation = ObservationNames.Read(row.Text(columns.Observation));
            if (observation is null && row.Text(columns.Observation).Length > 0)
                return read with { Why = typed.Refused ? Refusal.Of("level-import.formula") : Refusal.Of("observation.unreadable", ("typed", typed.Text), ("known", ObservationNames.Accepted)) };

            var (grid, closed) = drafts.At(read.Place!, candidacy);
            if (grid is null)
                return read with { Why = closed };

            var former = viewers.MayRead(grid) ? grid.Content.Observations.FirstOrDefault(o => o.Criterion == read.Criterion) : null;
            var note = row.Text(columns.Note) is { Length: > 0 } text && text != former?.Note?.Trim() ? text : former?.Note;
            var entered = new CriterionObservation(read.Criterion, observation ?? former?.Observation, note);
            read = read with { Former = former, Entered = entered };
            if (former == entered)
                return read with { Difference = CellDifference.Same };

            var why = noted.Refused ? Refusal.Of("level-import.formula") : drafts.WhyNot(grid, entered).FirstOrDefault();
            return read with { Why = why, Difference = why is not null ? CellDifference.Refused : former is null ? CellDifference.Fresh : CellDifference.Changed };
        }

        /// <summary>Whose grid a row speaks of: one's own, or as the registrar another assessor's.</summary>
        private ((Actor Actor, string Name)? Who, Refusal? Why) Who(string mail)
        {
            if (mail.Length == 0)
                return actor.AccountId is not null && actor.Holds(cohort, Role.Assessor) ? ((actor.Actor, actor.Name), null) : (null, Refusal.Of("observation.assessor-missing"));

            if (!assessors.TryGetValue(mail.ToUpperInvariant(), out var assessor))
                return (null, Refusal.Of("observation.no-assessor", ("email", mail)));

            return assessor.Actor == actor.Actor || actor.Holds(cohort, Role.Registrar) ? (assessor, null) : (null, Refusal.Of("grid.not-yours"));
        }
    }
}
