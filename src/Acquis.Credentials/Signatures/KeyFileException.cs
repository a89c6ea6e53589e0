namespace Acquis.Credentials.Signatures;

/// <summary>A key file cannot serve. The path is that of the file; nothing of its content is ever told.</summary>
/// <param name="code">
/// Stable code: <c>key-file.unreadable</c> (rights, a folder in its place), <c>key-file.unwritable</c> (the folder refuses a new file),
/// <c>key-file.corrupt</c> (not a key, cut, altered), <c>key-file.other-name</c> (a key of another name).
/// </param>
/// <param name="path">Path of the key file.</param>
/// <param name="detail">What was wrong, for the log.</param>
public sealed class KeyFileException(string code, string path, string detail, Exception? cause = null)
    : Exception($"{code}: {path}: {detail}", cause)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>Path of the key file.</summary>
    public string Path { get; } = path;
}
