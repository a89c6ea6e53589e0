using System.Globalization;
using System.Text.Json;
using Acquis.Credentials.OpenBadges;

namespace Acquis.Credentials.Case;

/// <summary>
/// A framework in 1EdTech CASE 1.1: the whole package, and each of its objects by its identifier. Its blocs and competences are items, their order associations, the
/// scale of mastery a rubric.
/// </summary>
public sealed class CasePackage
{
    /// <summary>Path under which every object has its address.</summary>
    public const string Root = "/ims/case/v1p1";

    private const string BlockType = "Bloc de compétences";
    private const string CompetenceType = "Compétence";

    private readonly CaseFramework framework;
    private readonly string changed;
    private readonly List<Item> items = [];
    private readonly List<Association> associations = [];

    /// <summary>The package of a framework.</summary>
    public CasePackage(CaseFramework framework)
    {
        this.framework = framework;
        changed = framework.PublishedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var (b, block) in framework.Blocks.Index())
        {
            var item = new Item(framework.Id($"block {block.Code}"), block.RegisteredCode ?? block.Code, block.Name, block.Name, BlockType);
            Add(item, b + 1, framework.DocumentId, framework.Title, "CFDocuments");
            foreach (var (c, competence) in block.Competences.Index())
            {
                Add(
                    new(framework.Id($"competence {competence.Code}"), competence.Code, competence.Name ?? competence.Code, competence.Statement, CompetenceType),
                    c + 1, item.Id, block.Name, "CFItems");
            }
        }
    }

    /// <summary>Identifier of the document and of the package.</summary>
    public Guid DocumentId => framework.DocumentId;

    /// <summary>The whole package, JSON in UTF-8.</summary>
    public byte[] Package() => JsonText.Write(json =>
    {
        json.Object("CFDocument", () => Document(json));
        json.Array("CFItems", items, i => WriteItem(json, i));
        json.Array("CFAssociations", associations, a => WriteAssociation(json, a));
        json.Object("CFDefinitions", () => json.Array("CFItemTypes", [BlockType, CompetenceType], t => WriteType(json, t)));
        json.Array("CFRubrics", [framework.Scale], _ => Rubric(json));
    });

    /// <summary>The document by itself.</summary>
    public byte[] Document() => JsonText.Write(json => WriteDocument(json));

    /// <summary>Writes the document by itself into an object that was begun: in lists of documents.</summary>
    public void WriteDocument(Utf8JsonWriter json)
    {
        Document(json);
        json.Object("CFPackageURI", () => Link(json, framework.Title, framework.DocumentId, "CFPackages"));
    }

    /// <summary>The object of a kind with that identifier, JSON in UTF-8; null where there is none.</summary>
    /// <param name="kind">Last part of the collection's path, such as <c>CFItems</c>.</param>
    public byte[]? Find(string kind, Guid id) => kind switch
    {
        "CFDocuments" when id == DocumentId => Document(),
        "CFPackages" when id == DocumentId => Package(),
        "CFItems" when items.Find(i => i.Id == id) is { } item => JsonText.Write(json => Alone(json, () => WriteItem(json, item))),
        "CFItemAssociations" when items.Find(i => i.Id == id) is { } item => JsonText.Write(json =>
        {
            json.Object("CFItem", () => Alone(json, () => WriteItem(json, item)));
            json.Array("CFAssociations", associations.Where(a => a.Origin.Id == id || a.Destination == id), a => Alone(json, () => WriteAssociation(json, a)));
        }),
        "CFAssociations" when associations.Find(a => a.Id == id) is { } association => JsonText.Write(json => Alone(json, () => WriteAssociation(json, association))),
        "CFItemTypes" when TypeOf(id) is { } type => JsonText.Write(json => WriteType(json, type)),
        "CFRubrics" when id == RubricId => JsonText.Write(Rubric),
        _ => null,
    };

    private Guid RubricId => framework.Id("rubric");

    private void Add(Item item, int place, Guid parent, string parentTitle, string parentKind)
    {
        items.Add(item);
        associations.Add(new(framework.Id($"association {item.Type} {item.Code}"), place, item, parent, parentTitle, parentKind));
    }

    private void Document(Utf8JsonWriter json)
    {
        Head(json, framework.DocumentId, "CFDocuments");
        json.WriteString("frameworkType", "Certification professionnelle");
        json.WriteString("caseVersion", "1.1");
        json.WriteString("creator", framework.Publisher);
        json.WriteString("publisher", framework.Publisher);
        json.WriteString("title", framework.Title);
        json.WriteString("description", $"Référentiel de certification, édition {framework.Edition}.");
        json.WriteString("language", "fr");
        json.WriteString("version", framework.Edition);
        json.WriteString("adoptionStatus", framework.IsInForce ? "Adopted" : "Deprecated");
        json.WriteString("statusStartDate", changed[..10]);
        json.Text("officialSourceURL", framework.OfficialSource);
        json.WriteString("lastChangeDateTime", changed);
    }

    private void WriteItem(Utf8JsonWriter json, Item item)
    {
        Head(json, item.Id, "CFItems");
        json.WriteString("humanCodingScheme", item.Code);
        json.WriteString("abbreviatedStatement", item.Name);
        json.WriteString("fullStatement", item.Statement);
        json.WriteString("CFItemType", item.Type);
        json.Object("CFItemTypeURI", () => Link(json, item.Type, TypeId(item.Type), "CFItemTypes"));
        json.WriteString("language", "fr");
        if (framework.Level is { } level)
        {
            json.Strings("educationLevel", level.Figure());
        }

        json.WriteString("lastChangeDateTime", changed);
    }

    private void WriteAssociation(Utf8JsonWriter json, Association association)
    {
        Head(json, association.Id, "CFAssociations");
        json.WriteString("associationType", "isChildOf");
        json.WriteNumber("sequenceNumber", association.Place);
        json.Object("originNodeURI", () => Node(json, association.Origin.Name, association.Origin.Id, "CFItems"));
        json.Object("destinationNodeURI", () => Node(json, association.DestinationTitle, association.Destination, association.DestinationKind));
        json.WriteString("lastChangeDateTime", changed);
    }

    private void WriteType(Utf8JsonWriter json, string type)
    {
        Head(json, TypeId(type), "CFItemTypes");
        json.WriteString("title", type);
        json.WriteString("description", type);
        json.WriteString("hierarchyCode", type == BlockType ? "1" : "2");
        json.WriteString("lastChangeDateTime", changed);
    }

    private void Rubric(Utf8JsonWriter json)
    {
        Head(json, RubricId, "CFRubrics");
        json.WriteString("title", "Échelle de maîtrise");
        json.WriteString("description", $"Une compétence est acquise à partir du niveau {framework.Scale.Threshold.Figure()}.");
        json.WriteString("lastChangeDateTime", changed);
        json.Array("CFRubricCriteria", items.Where(i => i.Type == CompetenceType).Index(), c => Criterion(json, c.Item, c.Index + 1));
    }

    private void Criterion(Utf8JsonWriter json, Item item, int position)
    {
        var id = framework.Id($"criterion {item.Code}");
        Head(json, id, "CFRubricCriteria");
        json.WriteString("category", item.Code);
        json.WriteString("description", item.Statement);
        json.Object("CFItemURI", () => Link(json, item.Name, item.Id, "CFItems"));
        json.WriteNumber("weight", 1);
        json.WriteNumber("position", position);
        json.WriteString("rubricId", RubricId);
        json.WriteString("lastChangeDateTime", changed);
        json.Array("CFRubricCriterionLevels", framework.Scale.Steps.Index(), step =>
        {
            Head(json, framework.Id($"criterion {item.Code} level {step.Item.Value.Figure()}"), "CFRubricCriterionLevels");
            json.WriteString("description", step.Item.Description);
            json.WriteString("quality", step.Item.Name);
            json.WriteNumber("score", step.Item.Value);
            json.WriteNumber("position", step.Index);
            json.WriteString("rubricCriterionId", id);
            json.WriteString("lastChangeDateTime", changed);
        });
    }

    // Outside a package an object says which document it belongs to.
    private void Alone(Utf8JsonWriter json, Action write)
    {
        write();
        json.Object("CFDocumentURI", () => Link(json, framework.Title, framework.DocumentId, "CFDocuments"));
    }

    private void Head(Utf8JsonWriter json, Guid id, string kind)
    {
        json.WriteString("identifier", id);
        json.WriteString("uri", $"{framework.Address}{Root}/{kind}/{id}");
    }

    private void Link(Utf8JsonWriter json, string title, Guid id, string kind)
    {
        json.WriteString("title", title);
        Head(json, id, kind);
    }

    private void Node(Utf8JsonWriter json, string title, Guid id, string kind)
    {
        Link(json, title, id, kind);
        json.WriteString("targetType", "CASE");
    }

    private Guid TypeId(string type) => framework.Id($"type {type}");

    private string? TypeOf(Guid id) => id == TypeId(BlockType) ? BlockType : id == TypeId(CompetenceType) ? CompetenceType : null;

    private sealed record Item(Guid Id, string Code, string Name, string Statement, string Type);

    private sealed record Association(Guid Id, int Place, Item Origin, Guid Destination, string DestinationTitle, string DestinationKind);
}
