using System.Text.Json;
using Acquis.Credentials.Case;
using Acquis.Engines.Tests.Credentials;

namespace Acquis.Engines.Tests.Case;

public sealed class CasePackageTests
{
    private static readonly CaseFramework Framework = new()
    {
        Address = "https://certif.example.fr",
        Publisher = "Institut Exemple",
        Code = "exemple",
        Edition = "2026",
        Title = "Référentiel exemple",
        Level = 6,
        OfficialSource = "https://www.francecompetences.fr/recherche/rncp/99999/",
        IsInForce = true,
        PublishedAt = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero),
        Blocks =
        [
            new("1", "Concevoir", "RNCP99999BC01", [new("C.1", "Analyser", "Analyser un besoin."), new("C.2", null, "Choisir une solution.")]),
            new("2", "Exploiter", "RNCP99999BC02", [new("C.3", "Surveiller", "Surveiller un service.")]),
        ],
        Scale = Samples.Award.Scale,
    };

    [Fact]
    public void The_package_holds_each_bloc_and_competence_once_with_its_place()
    {
        var package = Read(new CasePackage(Framework).Package());

        Assert.Equal(["RNCP99999BC01", "C.1", "C.2", "RNCP99999BC02", "C.3"], Texts(package, "CFItems", "humanCodingScheme"));
        Assert.Equal(["Concevoir", "Analyser", "C.2", "Exploiter", "Surveiller"], package.GetProperty("CFAssociations").EnumerateArray().Select(a => a.GetProperty("originNodeURI").GetProperty("title").GetString()!));
        Assert.All(Texts(package, "CFAssociations", "associationType"), type => Assert.Equal("isChildOf", type));
        var criteria = package.GetProperty("CFRubrics")[0].GetProperty("CFRubricCriteria").EnumerateArray().ToList();
        Assert.Equal(["C.1", "C.2", "C.3"], criteria.Select(c => c.GetProperty("category").GetString()!));
        Assert.All(criteria, c => Assert.Equal([0, 1, 2, 3], c.GetProperty("CFRubricCriterionLevels").EnumerateArray().Select(l => l.GetProperty("score").GetInt32())));
    }

    [Fact]
    public void Every_identifier_is_its_own_a_version_5_UUID_in_lower_case_and_the_same_again()
    {
        var ids = Identifiers(Read(new CasePackage(Framework).Package())).ToList();
        Assert.Equal(ids, Identifiers(Read(new CasePackage(Framework).Package())));
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Empty(ids.Intersect(Identifiers(Read(new CasePackage(Framework with { Edition = "2027" }).Package()))));
    }

    [Fact]
    public void Every_link_leads_to_an_object_that_can_be_had()
    {
        var package = new CasePackage(Framework);
        foreach (var uri in Uris(Read(package.Package())).Where(u => !u.Contains("/CFRubricCriteria") && !u.Contains("/CFRubricCriterionLevels")).Distinct())
        {
            var parts = uri[(Framework.Address.Length + CasePackage.Root.Length + 1)..].Split('/');
            Assert.True(package.Find(parts[0], Guid.Parse(parts[1])) is not null, uri);
        }
    }

    [Fact]
    public void An_object_by_itself_says_which_document_it_belongs_to()
    {
        var package = new CasePackage(Framework);
        var address = CaseIds.CompetenceAddress(Framework.Address, "exemple", "2026", "C.1");
        var id = Guid.Parse(address.Split('/')[^1]);

        var item = Read(package.Find("CFItems", id)!);
        var joined = Read(package.Find("CFItemAssociations", id)!);

        Assert.Equal((address, "Analyser un besoin."), (item.GetProperty("uri").GetString(), item.GetProperty("fullStatement").GetString()));
        Assert.Equal(package.DocumentId.ToString(), item.GetProperty("CFDocumentURI").GetProperty("identifier").GetString());
        Assert.Single(joined.GetProperty("CFAssociations").EnumerateArray());
        Assert.Null(package.Find("CFItems", package.DocumentId));
        Assert.Null(package.Find("CFConcepts", id));
        Assert.Equal("CFPackages", Read(package.Document()).GetProperty("CFPackageURI").GetProperty("uri").GetString()!.Split('/')[^2]);
    }

    private static JsonElement Read(byte[] json) => JsonElement.Parse(json);

    private static IEnumerable<string> Texts(JsonElement package, string list, string key) => package.GetProperty(list).EnumerateArray().Select(i => i.GetProperty(key).GetString()!);

    // Objects, not links to objects: a link has a title and no more than its target's type.
    private static IEnumerable<string> Identifiers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => (value.TryGetProperty("lastChangeDateTime", out _) ? [value.GetProperty("identifier").GetString()!] : Array.Empty<string>())
            .Concat(value.EnumerateObject().SelectMany(m => Identifiers(m.Value))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Identifiers),
        _ => [],
    };

    private static IEnumerable<string> Uris(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m => m.Name == "uri" ? [m.Value.GetString()!] : Uris(m.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Uris),
        _ => [],
    };
}
