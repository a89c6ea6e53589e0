using Acquis.Domain;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Diplomas.Sharing;

/// <summary>The levels that a holder shows with a document.</summary>
/// <param name="Scale">The scale on which they stand.</param>
public sealed record SharedLevels(MasteryScale Scale, IReadOnlyList<LevelledBlock> Blocks);

/// <summary>A bloc that the document attests.</summary>
public sealed record LevelledBlock(string Code, Bilingual Title, IReadOnlyList<LevelledCompetence> Competences);

/// <summary>A competence with its level as the decision confirmed it; null where it was not assessed.</summary>
public sealed record LevelledCompetence(string Code, Bilingual Name, int? Level);
