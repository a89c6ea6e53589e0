using System.Diagnostics;
using System.Globalization;

namespace Acquis.Bench;

/// <summary>Signing by others, measured in the same run: what OpenSSL and a library not written by us make of the same processor.</summary>
internal static class Outside
{
    /// <summary>Ed25519 signatures a second of processor, or null where OpenSSL is not installed.</summary>
    public static async Task<double?> OpenSslAsync()
    {
        // Machine-readable lines: "+F6:0:253:Ed25519:<signatures a second>:<verifications a second>".
        var told = await RunAsync("openssl", "speed", "-mr", "-seconds", "3", "ed25519");
        var line = told?.Split('\n').FirstOrDefault(l => l.Contains("Ed25519", StringComparison.Ordinal))?.Split(':');
        return line is { Length: > 4 } ? Number(line[4]) : null;
    }

    /// <summary>Credentials signed a second of processor by the Node library of <c>tests/interop</c>, or null where it is not installed.</summary>
    public static async Task<double?> NodeAsync(byte[] unsigned)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, unsigned);
        var told = await RunAsync("node", Root.Path("tests/interop/rate.mjs"), file, "3");
        File.Delete(file);
        return told is null ? null : Number(told.Trim());
    }

    private static double? Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEndAsync();
            var told = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? told : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
