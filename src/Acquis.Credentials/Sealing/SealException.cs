namespace Acquis.Credentials.Sealing;

/// <summary>Why a sealed file cannot be opened.</summary>
public enum SealFault
{
    /// <summary>It is no sealed file, or one of a format that this program does not know.</summary>
    NotSealed,

    /// <summary>The passphrase is not the one it was sealed with.</summary>
    WrongPassphrase,

    /// <summary>Its end is missing.</summary>
    CutShort,

    /// <summary>Some of its bytes are not those that were written.</summary>
    Altered,
}

/// <summary>A sealed file cannot be opened. Nothing of its content, nor of the passphrase, is told.</summary>
public sealed class SealException(SealFault fault) : Exception($"sealed file: {fault}")
{
    /// <summary>Why.</summary>
    public SealFault Fault { get; } = fault;
}
