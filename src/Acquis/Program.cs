using Acquis.Infrastructure;

return await CommandLine.RunAsync(args);

/// <summary>Entry point, named for the tests' host factory.</summary>
public sealed partial class Program;
