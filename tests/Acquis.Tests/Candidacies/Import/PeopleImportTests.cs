using System.Net;
using System.Text;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies.Import;
using Acquis.Infrastructure.Sheets;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Candidacies.Import;

public sealed class PeopleImportTests(Programs programs) : IClassFixture<Programs>
{
    private const string Head = "Nom de naissance;Prénoms;Sexe;Date de naissance;Code INSEE de naissance;Lieu de naissance;Adresse électronique;Voie d’accès;Entreprise;Groupe";

    [Theory, BothDatabases]
    public async Task Nothing_is_written_before_the_registrar_confirms_then_every_good_row_is(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Confirms");

        var preview = await SendAsync(registrar, town, $"{Head}\r\nCœurderoy;Éloïse, Anne;F;12/03/1998;59350;Lille;eloise@example.org;Apprentissage;Halage;A1\r\nRoy;Zoé;X;31/02/1998;1;Brest;zoe;Apprentissage;;A1\r\n");
        var before = await CountAsync(program, town);
        var written = await preview.PressAsync("Inscrire 1 candidat");

        Assert.Equal(0, before);
        Assert.Equal("1 candidat à inscrire", preview.Title);
        Assert.Contains("Groupe", preview.Text, StringComparison.Ordinal);
        foreach (var reason in new[] { "Le sexe « X » n’est pas reconnu", "La date 31/02/1998 n’existe pas", "« 1 » n’est pas un code INSEE", "« zoe » n’est pas une adresse" })
            Assert.Contains(reason, preview.Text, StringComparison.Ordinal);

        Assert.Equal("1 candidat inscrit", written.Title);
        var person = await program.ReadAsync(db => db.Candidacies.Where(c => c.CohortId == town.Cohort.Id).Join(db.People, c => c.PersonId, p => p.Id, (c, p) => p).SingleAsync());
        Assert.Equal(("Cœurderoy", 19980312), (person.BirthName, person.BirthKey));
        Assert.Equal(["Éloïse", "Anne"], person.FirstNames);
        Assert.Equal(1, await program.ReadAsync(db => db.Standings.CountAsync(s => db.Candidacies.Any(c => c.Id == s.CandidacyId && c.CohortId == town.Cohort.Id))));
        Assert.Equal(1, await program.ReadAsync(db => db.Facts.CountAsync(f => f.Action == "people-imported" && f.Subject.Contains(town.Cohort.Id.Value.ToString()))));
        Assert.Contains("1 ligne", (await registrar.OpenAsync($"/history/cohort/{town.Cohort.Id}")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_file_may_say_in_which_language_each_person_is_written_to(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Languages");

        var preview = await SendAsync(registrar, town, $"{Head};Langue de correspondance\r\n{Line("Anglophone", "Anglais")}\r\n{Line("Francophone", "FR")}\r\n{Line("Muette", "")}\r\n{Line("Autrement", "Deutsch")}\r\n");
        await preview.PressAsync("Inscrire 3 candidats");

        Assert.Contains("La langue « Deutsch » n’est pas reconnue", preview.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["Anglophone en", "Francophone fr", "Muette fr"],
            await program.ReadAsync(db => db.Candidacies.Where(c => c.CohortId == town.Cohort.Id)
                .Join(db.People, c => c.PersonId, p => p.Id, (c, p) => p).OrderBy(p => p.SortKey).Select(p => p.BirthName + " " + p.MailLanguage).ToListAsync()));

        static string Line(string name, string language) => $"{name};Inès;F;01/02/1999;35238;Rennes;;Apprentissage;;;{language}";
    }

    [Theory, BothDatabases]
    public async Task The_same_file_twice_changes_nothing(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Twice");
        var file = $"{Head}\r\nTwicefold;Inès;F;01/02/1999;35238;Rennes;ines.twice@example.org;Apprentissage;Halage;\r\nTwicefold;Inès;F;01/02/1999;35238;Rennes;;Apprentissage;;\r\n";

        await (await SendAsync(registrar, town, file)).PressAsync("Inscrire 1 candidat");
        var facts = await program.ReadAsync(db => db.Facts.CountAsync());
        var again = await SendAsync(registrar, town, file);

        Assert.Equal("0 candidat à inscrire", again.Title);
        Assert.Contains("Sans changement", again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Inscrire 0", again.Text, StringComparison.Ordinal);
        Assert.Equal(facts, await program.ReadAsync(db => db.Facts.CountAsync()));
        Assert.Equal(1, await CountAsync(program, town));
        Assert.Equal(1, await program.ReadAsync(db => db.People.CountAsync(p => p.BirthName == "Twicefold")));
    }

    [Theory, BothDatabases]
    public async Task Of_ten_thousand_candidates_in_windows_1252_each_of_37_bad_rows_is_shown_with_its_reason(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Ten thousand");

        var preview = await SendAsync(registrar, town, CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(CandidatesFile.Of(10_000, 37)));

        Assert.Equal("9 963 candidats à inscrire", preview.Title);
        Assert.Equal(37, preview.Document.QuerySelectorAll("table tbody tr").Length);
        Assert.All(preview.Document.QuerySelectorAll("table tbody tr td:last-child"), reason => Assert.NotEmpty(reason.TextContent.Trim()));
        Assert.Contains("Windows-1252", preview.Text, StringComparison.Ordinal);
        var id = new Id<PeopleImport>(Guid.Parse(preview.Path.Split('/')[2]));
        var states = await program.ReadAsync(db => db.Set<ImportRow>().Where(r => r.ImportId == id).GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        Assert.Equal((9_963, 37, 2), (states[RowState.Ready], states[RowState.Bad], states.Count));
        Assert.Equal(0, await CountAsync(program, town));
    }

    [Theory, BothDatabases]
    public async Task A_workbook_is_imported_as_its_csv_is(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Workbook");
        var lines = CandidatesFile.Of(30, 3, 500_000).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(';')).ToList();

        var preview = await SendAsync(registrar, town, SheetWriter.Xlsx(lines[0], lines.Skip(1)));
        await preview.PressAsync("Inscrire 27 candidats");

        Assert.Contains("Classeur XLSX", preview.Text, StringComparison.Ordinal);
        Assert.Equal(27, await CountAsync(program, town));
    }

    [Theory, BothDatabases]
    public async Task Rows_that_are_left_out_stay_out(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Chosen");
        var preview = await SendAsync(registrar, town, Rows("Premierun", "Deuxieme", "Troisieme"));

        var chosen = await preview.PressAsync("Retenir ces choix", ("Kept", "2"), ("Kept", "4"));
        await chosen.PressAsync("Inscrire 2 candidats");

        Assert.Equal(["Premierun", "Troisieme"], await NamesAsync(program, town));
    }

    [Theory, BothDatabases]
    public async Task Somebody_known_is_enrolled_without_entering_the_register_twice(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "First");
        var other = await CohortTown.OpenAsync(program, "Second");
        await (await SendAsync(registrar, town, Rows("Doubletier"))).PressAsync("Inscrire 1 candidat");

        var preview = await SendAsync(registrar, other, Rows("DOUBLETIER"));
        await preview.PressAsync("Inscrire 1 candidat");

        Assert.Contains("Personnes déjà connues", preview.Text, StringComparison.Ordinal);
        Assert.Equal(1, await program.ReadAsync(db => db.People.CountAsync(p => p.BirthName == "Doubletier")));
        Assert.Equal(1, await CountAsync(program, other));
    }

    [Theory, BothDatabases]
    public async Task A_row_that_looks_like_somebody_waits_for_a_person_who_says_that_it_is_the_same(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Same");
        var other = await CohortTown.OpenAsync(program, "Same again");
        await (await SendAsync(registrar, town, Rows("Quémenère"))).PressAsync("Inscrire 1 candidat");

        var preview = await SendAsync(registrar, other, Rows("Quemenere"));
        var doubts = await registrar.OpenAsync($"{preview.Path}/doubts");
        var decided = await doubts.PressAsync("C’est cette personne");
        await (await registrar.OpenAsync(preview.Path)).PressAsync("Inscrire 1 candidat");

        Assert.Equal("0 candidat à inscrire", preview.Title);
        Assert.Equal("Est-ce la même personne ?", doubts.Title);
        Assert.Contains("Quémenère", doubts.Text, StringComparison.Ordinal);
        Assert.Equal("Tout est tranché", decided.Title);
        Assert.Equal(["Quémenère"], await NamesAsync(program, other));
    }

    [Theory, BothDatabases]
    public async Task Inverted_names_can_be_told_apart_and_are_not_asked_again(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Apart");
        await (await SendAsync(registrar, town, $"{Head}\r\nBastienne;Gaëlla;F;12/03/1998;59350;Lille;;Apprentissage;;\r\n")).PressAsync("Inscrire 1 candidat");

        var file = $"{Head}\r\nGaella;Bastienne;F;12/03/1998;59350;Lille;;Apprentissage;;\r\n";
        var preview = await SendAsync(registrar, town, file);
        await (await registrar.OpenAsync($"{preview.Path}/doubts")).PressAsync("C’est une autre personne");
        await (await registrar.OpenAsync(preview.Path)).PressAsync("Inscrire 1 candidat");

        Assert.Equal(2, await CountAsync(program, town));
        Assert.Equal("0 candidat à inscrire", (await SendAsync(registrar, town, file)).Title);
        var apart = await program.ReadAsync(db => db.People.Where(p => p.BirthName == "Gaella").Select(p => p.Id).SingleAsync());
        Assert.Contains("reconnues différentes", (await registrar.OpenAsync($"/history/person/{apart}")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Of_two_registrars_the_second_is_told_that_the_preview_changed(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Stale");
        using var second = await program.SignedInAsync(Role.Registrar);
        var preview = await SendAsync(registrar, town, Rows("Staleman", "Stalewoman"));
        var seen = await second.OpenAsync(preview.Path);

        await preview.PressAsync("Inscrire 2 candidats");

        Assert.Equal(HttpStatusCode.Conflict, (await seen.PressAsync("Inscrire 2 candidats")).Status);
        Assert.Equal(2, await CountAsync(program, town));
    }

    [Theory, BothDatabases]
    public async Task Where_the_register_changed_since_the_preview_nothing_is_written_and_the_preview_says_so(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Changed");
        var one = await SendAsync(registrar, town, Rows("Changeant", "Constant"));
        await (await SendAsync(registrar, town, Rows("Changeant"))).PressAsync("Inscrire 1 candidat");

        var answer = await one.PressAsync("Inscrire 2 candidats");
        await answer.PressAsync("Inscrire 1 candidat");

        Assert.Contains("Le registre a changé depuis la lecture", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["Changeant", "Constant"], await NamesAsync(program, town));
    }

    [Theory, BothDatabases]
    public async Task A_given_up_import_leaves_no_row_and_is_never_written(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Dropped");
        var preview = await SendAsync(registrar, town, Rows("Abandonne"));

        var dropped = await preview.PressAsync("Abandonner cet import");

        Assert.Equal("Cet import est abandonné", dropped.Title);
        Assert.Equal(0, await program.ReadAsync(db => db.Set<ImportRow>().CountAsync(r => r.Name.EndsWith("Abandonne"))));
        Assert.Equal(HttpStatusCode.Conflict, (await preview.PressAsync("Inscrire 1 candidat")).Status);
        Assert.Equal(0, await CountAsync(program, town));
    }

    [Theory, BothDatabases]
    public async Task Bad_rows_come_back_as_they_were_with_their_reasons_and_no_formula_awake(Engine engine)
    {
        var (_, town, registrar) = await OpenAsync(engine, "Bad");
        var preview = await SendAsync(registrar, town, $"{Head}\r\n=cmd|' /C calc'!A0;Zoé;F;12/3/98;59350;Lille;;Apprentissage;;B\r\n");

        var csv = Encoding.UTF8.GetString((await registrar.OpenAsync($"{preview.Path}?handler=Bad&format=csv")).Bytes);
        using var xlsx = new MemoryStream((await registrar.OpenAsync($"{preview.Path}?handler=Bad&format=xlsx")).Bytes);
        var sheet = (await SheetReader.ReadAsync(xlsx, "mauvaises", TestContext.Current.CancellationToken)).Sheet;

        Assert.Contains("La cellule A2 contient une formule", preview.Text, StringComparison.Ordinal);
        Assert.Contains("L’année de 12/3/98 n’a que deux chiffres", preview.Text, StringComparison.Ordinal);
        Assert.Contains("'=cmd", csv, StringComparison.Ordinal);
        Assert.Equal(CellMark.Formula, sheet.Rows[0][0].Mark);
        Assert.Equal("B", sheet.Rows[0][9].Text);
        Assert.Equal("2", sheet.Rows[0][10].Text);
    }

    [Theory]
    [InlineData(PeopleImportKind.Candidates, 17)]
    [InlineData(PeopleImportKind.Companies, 8)]
    public async Task The_template_has_every_column_that_is_recognised_in_both_languages(PeopleImportKind kind, int columns)
    {
        var (_, town, registrar) = await OpenAsync(Engine.Sqlite, $"Template {kind}");
        foreach (var language in new[] { "fr", "en" })
        {
            foreach (var format in new[] { "csv", "xlsx" })
            {
                using var file = new MemoryStream((await registrar.OpenAsync($"/cohorts/{town.Cohort.Id}/import?handler=Template&kind={kind}&format={format}&lang={language}")).Bytes);
                var found = PeopleColumns.Find((await SheetReader.ReadAsync(file, "modele", TestContext.Current.CancellationToken)).Sheet, kind);

                Assert.Equal(columns, found.Headings.Count);
                Assert.Empty(found.Ignored);
            }
        }
    }

    [Theory]
    [InlineData("", "est vide")]
    [InlineData("Nom;Prénom\r\nRoy;Zoé\r\n", "Il manque la colonne « Sexe »")]
    [InlineData("Nom;Nom de famille;Prénom;Sexe;Date de naissance\r\n", "disent la même chose")]
    [InlineData(Head + "\r\n", "n’a que des titres")]
    public async Task A_file_that_cannot_be_read_is_refused_with_its_reasons_and_keeps_nothing(string content, string reason)
    {
        var (program, town, registrar) = await OpenAsync(Engine.Sqlite, $"Unread {reason}");

        var answer = await SendAsync(registrar, town, content);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(reason, answer.Text, StringComparison.Ordinal);
        Assert.Equal(0, await program.ReadAsync(db => db.Set<PeopleImport>().CountAsync(i => i.CohortId == town.Cohort.Id)));
    }

    [Theory]
    [InlineData(Role.Trainer), InlineData(Role.Assessor), InlineData(Role.Centre), InlineData(Role.Auditor), InlineData(Role.Candidate), InlineData(Role.Administrator)]
    public async Task Nobody_but_a_registrar_imports(Role role)
    {
        var (program, town, registrar) = await OpenAsync(Engine.Sqlite, $"Closed to {role}");
        var preview = await SendAsync(registrar, town, Rows("Ferme"));
        using var visitor = await program.SignedInAsync(role);

        foreach (var path in new[] { $"/cohorts/{town.Cohort.Id}/import", preview.Path, $"{preview.Path}/doubts", $"{preview.Path}?handler=Bad&format=csv" })
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.OpenAsync(path)).Status);
    }

    [Theory, BothDatabases]
    public async Task A_registrar_of_another_centre_finds_neither_the_import_nor_the_people_of_others(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Here");
        var other = await CohortTown.OpenAsync(program, "There");
        var preview = await SendAsync(registrar, town, Rows("Lointain"));
        await preview.PressAsync("Inscrire 1 candidat");
        using var limited = await program.SignedInAsync(null, other.Limited(Role.Registrar));

        Assert.Equal(HttpStatusCode.NotFound, (await limited.OpenAsync(preview.Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await limited.OpenAsync($"/cohorts/{town.Cohort.Id}/import")).Status);
        Assert.Equal("1 candidat à inscrire", (await SendAsync(limited, other, Rows("LOINTAIN"))).Title);
    }

    [Theory, BothDatabases]
    public async Task Companies_and_tutors_reach_the_candidates_who_are_enrolled(Engine engine)
    {
        var (program, town, registrar) = await OpenAsync(engine, "Companies");
        await (await SendAsync(registrar, town, Rows("Hélénaïs", "Jérômin"))).PressAsync("Inscrire 2 candidats");
        const string File = "nom,prénom,Entreprise,SIRET,Tuteur,Courriel du tuteur\r\nHELENAIS,zoe,Halage,732 829 320 00074,Paul Marchal,paul@example.org\r\nJérômin,Zoé,,123,,\r\nInconnu,Zoé,Halage,,,\r\n";

        var preview = await SendAsync(registrar, town, File, PeopleImportKind.Companies);
        await preview.PressAsync("Enregistrer 1 ligne");

        Assert.Contains("Le SIRET 123", preview.Text, StringComparison.Ordinal);
        Assert.Contains("Inconnu n’est pas inscrit dans cette promotion", preview.Text, StringComparison.Ordinal);
        var candidacy = await program.ReadAsync(db => db.Candidacies.SingleAsync(c => c.CohortId == town.Cohort.Id && c.CompanyName == "Halage"));
        Assert.Equal(("73282932000074", "Paul Marchal", "paul@example.org"), (candidacy.CompanySiret, candidacy.TutorName, candidacy.TutorEmail));
        Assert.Equal("0 entreprise ou tuteur à enregistrer", (await SendAsync(registrar, town, File, PeopleImportKind.Companies)).Title);
    }

    private static string Rows(params string[] names) => $"{Head}\r\n{string.Concat(names.Select((n, i) => $"{n};Zoé;F;{i + 1:00}/03/1998;59350;Lille;;Apprentissage;;\r\n"))}";

    private async Task<(TestProgram Program, CohortTown Town, Visitor Registrar)> OpenAsync(Engine engine, string name)
    {
        var program = await programs.OnAsync(engine);
        return (program, await CohortTown.OpenAsync(program, name), await program.SignedInAsync(Role.Registrar));
    }

    private static Task<Page> SendAsync(Visitor visitor, CohortTown town, string text, PeopleImportKind kind = PeopleImportKind.Candidates) =>
        SendAsync(visitor, town, Encoding.UTF8.GetBytes(text), kind);

    private static async Task<Page> SendAsync(Visitor visitor, CohortTown town, byte[] file, PeopleImportKind kind = PeopleImportKind.Candidates)
    {
        var page = await visitor.OpenAsync($"/cohorts/{town.Cohort.Id}/import");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent(kind.ToString()), "Kind" },
            { new ByteArrayContent(file), "Upload", "candidats.csv" },
        };
        return await visitor.SendAsync(HttpMethod.Post, page.Path, content);
    }

    private static Task<int> CountAsync(TestProgram program, CohortTown town) => program.ReadAsync(db => db.Candidacies.CountAsync(c => c.CohortId == town.Cohort.Id));

    private static Task<List<string>> NamesAsync(TestProgram program, CohortTown town) => program.ReadAsync(db =>
        db.Candidacies.Where(c => c.CohortId == town.Cohort.Id).Join(db.People, c => c.PersonId, p => p.Id, (c, p) => p.BirthName).OrderBy(n => n).ToListAsync());
}
