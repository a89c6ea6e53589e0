using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>The supplement and the attestation: what they say, to whom, and that they never change.</summary>
public sealed class Documents_that_go_with_a_diploma
{
    [Theory, BothDatabases]
    public async Task The_supplement_says_in_both_languages_what_was_acquired_and_claims_to_be_nothing_official(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, _, diploma) = await IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var page = await registrar.OpenAsync($"/diplomas/{diploma.Id}/supplement");
        var french = await PrintedAsync(registrar, $"/diplomas/{diploma.Id}/supplement?handler=Pdf&language=fr");
        var english = await PrintedAsync(registrar, $"/diplomas/{diploma.Id}/supplement?handler=Pdf&language=en");

        Assert.Equal($"Supplément au certificat, {diploma.Number}", page.Title);
        Assert.Contains("Supplément au certificat", (await registrar.OpenAsync($"/diplomas/{diploma.Id}")).Text, StringComparison.Ordinal);
        string[] said = ["Profil de compétences", "2, Acquis", "Voie d’accès au certificat", "Apprentissage", "Ce n’est pas un document Europass officiel", "Expert in Information Systems Engineering"];
        Assert.All(said, text => Assert.Contains(text, page.Text, StringComparison.Ordinal));
        Assert.All(said, text => Assert.Contains(text, french, StringComparison.Ordinal));
        string[] told = ["Profile of skills and competences", "2, Acquired", "not an official Europass document", "Apprenticeship", "Customer relationship management"];
        Assert.All(told, text => Assert.Contains(text, english, StringComparison.Ordinal));
        Assert.All(scene.Framework.Competences, c => Assert.Contains($"{c.Code} ", english, StringComparison.Ordinal));
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task What_was_made_once_never_changes_and_is_sealed(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (_, _, diploma) = await IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var path = $"/diplomas/{diploma.Id}/attestation?handler=Pdf&language=fr";

        var first = (await registrar.OpenAsync(path)).Bytes;
        await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("update people set birth_name = 'Autrement'; update certifying_body set legal_name = 'Autre organisme'"));
        program.Clock.Advance(TimeSpan.FromDays(1));
        using var later = await program.SignedInAsync(Role.Registrar);
        var again = (await later.OpenAsync(path)).Bytes;

        Assert.Equal(first, again);
        Assert.Equal(1, await program.ReadAsync(db => db.Annexes.CountAsync()));
        var sealing = await RunAsync("pdfsig", "-nocert", first);
        Assert.Contains("Signature is Valid", sealing, StringComparison.Ordinal);
        Assert.Contains("Total document signed", sealing, StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors found", await RunAsync("qpdf", "--check", first), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_stranger_who_drops_one_learns_whether_the_diploma_that_it_goes_with_still_holds(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (_, _, diploma) = await IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var stranger = program.Stranger();
        var attestation = (await registrar.OpenAsync($"/diplomas/{diploma.Id}/attestation?handler=Pdf&language=fr")).Bytes;

        var holds = await DropAsync(stranger, attestation);
        await DecisionScene.RevokeAsync(program, diploma, "Fraude");
        var ended = await DropAsync(stranger, attestation);

        Assert.Contains("celui qui a été délivré", holds.Text, StringComparison.Ordinal);
        Assert.Contains($"Il accompagne le document n° {diploma.Number}, qui est en vigueur.", holds.Text, StringComparison.Ordinal);
        Assert.Equal("Ce document ne vaut plus.", ended.Title);
        Assert.Contains("n’est plus en vigueur depuis le", ended.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fraude", ended.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_holder_finds_the_own_ones_on_their_page_and_in_the_zip_and_nobody_else_does(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (_, _, diploma) = await IssuedAsync(program);
        var stranger = await program.ReadAsync(async db =>
        {
            var (person, registered) = Person.Register(Id<Person>.New(program.Clock.Now()), (await db.People.AsNoTracking().SingleAsync()).Identity with { BirthName = "Autre" }, null);
            db.Add(person);
            db.Record(registered, Domain.Journal.Actor.Program, program.Clock.Now());
            await db.SaveChangesAsync();
            return person.Id;
        });
        using var holder = await program.SignedInAsync(diploma.PersonId, new Grant(Role.Candidate, null, null, null));
        using var another = await program.SignedInAsync(stranger, new Grant(Role.Candidate, null, null, null));

        var page = await holder.OpenAsync($"/diplomas/{diploma.Id}/attestation");
        var hidden = await another.OpenAsync($"/diplomas/{diploma.Id}/attestation");
        var zip = await holder.OpenAsync($"/mine/documents?handler=Zip&id={diploma.Id}");

        Assert.Contains("a obtenu la certification professionnelle", page.Text, StringComparison.Ordinal);
        Assert.Contains("ne le remplace pas", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
        Assert.NotNull((await holder.OpenAsync("/mine/documents")).Document.QuerySelector($"a[href='/diplomas/{diploma.Id}/supplement']"));
        using var entries = new ZipArchive(new MemoryStream(zip.Bytes));
        Assert.Equal(
            new[] { "attestation-en", "attestation-fr", "supplement-en", "supplement-fr" }.Select(n => $"{diploma.Number}-{n}.pdf"),
            entries.Entries.Select(e => e.FullName).Where(n => n.Contains("-en.", StringComparison.Ordinal) || n.Contains("-fr.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task They_are_refused_once_the_decision_was_replaced_and_a_block_certificate_has_no_supplement(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, decision, diploma) = await IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var before = await registrar.OpenAsync($"/diplomas/{diploma.Id}/attestation");
        await scene.ActAsync<CorrectionService>(s => s.SupersedeAsync(decision.Id, Verdict.PartlyAwarded, ["1"], "Un bloc seul", "Décision entachée d’erreur", default));
        var certificate = Assert.Single(await scene.IssueAsync(decision));

        var after = await registrar.OpenAsync($"/diplomas/{diploma.Id}/attestation");
        var supplement = await registrar.OpenAsync($"/diplomas/{certificate.Id}/supplement");
        var results = await registrar.OpenAsync($"/diplomas/{certificate.Id}/attestation");
        var unknown = await registrar.OpenAsync($"/diplomas/{certificate.Id}/facture");

        Assert.Equal(HttpStatusCode.OK, before.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, after.Status);
        Assert.Contains("a été retiré le", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a obtenu la certification", after.Text, StringComparison.Ordinal);
        Assert.Contains("un certificat de bloc n’en a pas", supplement.Text, StringComparison.Ordinal);
        Assert.Contains("a acquis un bloc de compétences", results.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    private static async Task<(Scene Scene, Decision Decision, Diploma Diploma)> IssuedAsync(TestProgram program)
    {
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var decision = await scene.DecideAsync();
        return (scene, decision, Assert.Single(await scene.IssueAsync(decision)));
    }

    private static async Task<string> PrintedAsync(Visitor visitor, string path)
    {
        var page = await visitor.OpenAsync(path);
        Assert.Equal("application/pdf", page.MediaType);
        var text = await RunAsync("pdftotext", "-", page.Bytes);
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('\u00a0', ' ');
    }

    // Programs not written by us judge what we print and seal.
    private static async Task<string> RunAsync(string program, string argument, byte[] pdf)
    {
        var file = Path.Combine(Path.GetTempPath(), $"acquis-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(file, pdf);
        var start = new ProcessStartInfo(program, program == "pdftotext" ? [file, argument] : [argument, file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(file);
        return output;
    }

    private static async Task AssertJournalHoldsAsync(TestProgram program) =>
        Assert.Empty((await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default))).Faults.Select(Texts.All.Of));

    private static async Task<Page> DropAsync(Visitor visitor, byte[] file) =>
        await (await visitor.OpenAsync("/v")).UploadAsync("Vérifier le fichier", file, "attestation.pdf");
}
