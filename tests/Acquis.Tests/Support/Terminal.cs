using System.Globalization;
using Acquis.Infrastructure;

namespace Acquis.Tests.Support;

/// <summary>The command line as somebody types it, in this process: exit code and what was printed.</summary>
public static class Terminal
{
    /// <summary>Options that name the data of a program.</summary>
    public static string[] At(AcquisOptions options) =>
        ["--data", options.DataFolder, .. options.Postgres is { } postgres ? new[] { "--postgres", postgres } : []];

    /// <summary>Runs a command; the language of the process is put back after it.</summary>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        var before = (CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentUICulture);
        using var output = new StringWriter();
        using var error = new StringWriter();
        try
        {
            var exit = await CommandLine.RunAsync(args, output, error);
            return (exit, output.ToString(), error.ToString());
        }
        finally
        {
            (CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentUICulture) = before;
        }
    }
}
