using System.Buffers.Binary;
using System.Text;

namespace Acquis.Credentials.Signatures;

/// <summary>
/// A text and who signed it, in the form of C2SP signed notes: the text, an empty line, then one line per signature,
/// <c>— name base64(key id ‖ signature)</c>.
/// </summary>
public sealed class SignedNote
{
    private const int MostSignatures = 100;
    private const string Dash = "\u2014 ";

    private readonly IReadOnlyList<(string Name, uint Id, byte[] Signature)> signatures;

    private SignedNote(string text, IReadOnlyList<(string Name, uint Id, byte[] Signature)> signatures)
    {
        Text = text;
        this.signatures = signatures;
    }

    /// <summary>What is signed, with its last newline.</summary>
    public string Text { get; }

    /// <summary>The note of a text (ending with a newline) signed by one key.</summary>
    /// <exception cref="ArgumentException">The text does not end with a newline or holds control characters.</exception>
    public static SignedNote Sign(string text, ISigner signer)
    {
        if (!IsText(text))
        {
            throw new ArgumentException("A signed text ends with a newline and holds no other control character.", nameof(text));
        }

        var signature = signer.Sign(Encoding.UTF8.GetBytes(text));
        return new SignedNote(text, [(signer.Name, VerifierKey.IdOf(signer.Name, signer.PublicKey), signature)]);
    }

    /// <summary>Reads a note without verifying anything.</summary>
    /// <exception cref="FormatException">Not a signed note.</exception>
    public static SignedNote Parse(string note)
    {
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !IsText(note[..(split + 1)]) || !note.EndsWith('\n'))
        {
            throw new FormatException("Not a signed note: no text, empty line and signatures.");
        }

        var lines = note[(split + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures)
        {
            throw new FormatException("A signed note has between 1 and 100 signatures.");
        }

        return new SignedNote(note[..(split + 1)], [.. lines.Select(Signature)]);
    }

    /// <summary>
    /// Whether that key signed the text. Signatures of other keys are passed over; a wrong one under this key's name and id makes it false.
    /// </summary>
    public bool IsSignedBy(VerifierKey key)
    {
        var text = Encoding.UTF8.GetBytes(Text);
        var own = signatures.Where(s => s.Name == key.Name && s.Id == key.Id).ToList();
        return own.Count > 0 && own.TrueForAll(s => key.Verifies(text, s.Signature));
    }

    /// <summary>The whole note.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var (name, id, signature) in signatures)
        {
            var blob = new byte[4 + signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(blob, id);
            signature.CopyTo(blob, 4);
            note.Append(Dash).Append(name).Append(' ').Append(Convert.ToBase64String(blob)).Append('\n');
        }

        return note.ToString();
    }

    private static (string Name, uint Id, byte[] Signature) Signature(string line)
    {
        var parts = line.StartsWith(Dash, StringComparison.Ordinal) ? line[Dash.Length..].Split(' ') : [];
        if (parts.Length != 2 || parts[0].Length == 0 || parts[0].Contains('+', StringComparison.Ordinal))
        {
            throw new FormatException("Not a signature line.");
        }

        var blob = Convert.FromBase64String(parts[1]);
        return blob.Length > 4
            ? (parts[0], BinaryPrimitives.ReadUInt32BigEndian(blob), blob[4..])
            : throw new FormatException("A signature line holds a key id and a signature.");
    }

    private static bool IsText(string text) => text.Length > 1 && text.EndsWith('\n') && text.All(c => c == '\n' || !char.IsControl(c));
}
