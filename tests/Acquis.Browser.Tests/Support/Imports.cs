using System.Text;
using Acquis.Domain.Candidacies;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Acquis.Browser.Tests.Support;

/// <summary>Imports of files of candidates, as a registrar does them.</summary>
public static class Imports
{
    /// <summary>
    /// Sends a file in Windows-1252 in which twelve rows look like people of the demonstration, without accents or with their names exchanged.
    /// Returns the address of its preview.
    /// </summary>
    public static async Task<string> SendAsync(RunningProgram program, int rows, int bad)
    {
        var cohort = await program.ReadAsync(db => db.Cohorts.Where(c => c.Name == "Promotion Grace Hopper").Select(c => c.Id).SingleAsync());
        var known = await program.ReadAsync(db => db.People.AsNoTracking()
            .Where(p => p.BirthDay != null && p.BirthInseeCode != null && p.UsageName == null).OrderBy(p => p.Id).Take(12).ToListAsync());
        var alike = known.Select((p, i) => CandidatesFile.Row(i % 3 == 1
            ? p.Identity with { BirthName = p.FirstNames[0], FirstNames = [p.BirthName] }
            : p.Identity with { BirthName = p.BirthName.ToUpperInvariant(), FirstNames = [Identity.Fold(p.FirstNames[0])], BirthPlace = p.Identity.BirthPlace with { InseeCode = "59009", City = "Villeneuve-d’Ascq" } }));
        var file = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(CandidatesFile.Of(rows, bad, 0, [.. alike]));
        await using var registrar = await program.SignedInAsync("certification");
        await registrar.OpenAsync($"/cohorts/{cohort}/import");
        await registrar.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "candidats-2027.csv", MimeType = "text/csv", Buffer = file });
        await registrar.Page.GetByRole(AriaRole.Button, new() { Name = "Lire le fichier" }).ClickAsync(new() { Timeout = 60_000 });
        await registrar.Page.WaitForURLAsync("**/imports/*", new() { Timeout = 60_000 });
        return new Uri(registrar.Page.Url).AbsolutePath;
    }
}
