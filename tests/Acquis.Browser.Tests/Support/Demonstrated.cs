using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;

namespace Acquis.Browser.Tests.Support;

/// <summary>What the demonstration's framework holds, read from its stored version.</summary>
public static class Demonstrated
{
    /// <summary>Code of the first assessment and codes of its competences.</summary>
    public static (string Code, IReadOnlyList<string> Competences) FirstAssessment(FrameworkVersion version)
    {
        var assessment = FrameworkJson.FromJson(version.Json).Assessments[0];
        return (assessment.Code, [.. assessment.Competences]);
    }
}
