namespace Acquis.Engines.Tests.Timetabling;

/// <summary>Budgets count this process's processor time: tests that have one run one after the other.</summary>
[CollectionDefinition(nameof(ProcessorTime))]
public sealed class ProcessorTime;
