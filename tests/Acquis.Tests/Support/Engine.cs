using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Acquis.Tests.Support;

/// <summary>The two databases that every database test runs on.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>Gives a theory each database in turn.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothDatabasesAttribute : DataAttribute
{
    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<Engine>(Engine.Sqlite), new TheoryDataRow<Engine>(Engine.Postgres)]);

    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;
}
