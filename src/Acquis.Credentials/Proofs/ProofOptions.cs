using System.Text;
using System.Text.Json;
using Acquis.Credentials.Rdf;

namespace Acquis.Credentials.Proofs;

/// <summary>What a proof says beside its signature (VC Data Integrity 1.0, section 2.1).</summary>
/// <param name="Suite">The cryptosuite.</param>
/// <param name="Created">Instant, <c>xsd:dateTime</c> with its zone.</param>
/// <param name="VerificationMethod">Full name of the key.</param>
/// <param name="Purpose"><c>assertionMethod</c>.</param>
internal sealed record ProofOptions(string Suite, string Created, string VerificationMethod, string Purpose)
{
    private const string Security = "https://w3id.org/security#";

    // One blank node and five statements, whose canonical order is that of their predicates: no need to go through JSON-LD. A test holds it to that way.
    internal byte[] Canonical()
    {
        var text = new StringBuilder(640);
        void Line(string predicate, Term value) => text.Append("_:c14n0 <").Append(predicate).Append("> ").Append(value.Text).Append(" .\n");
        Line("http://purl.org/dc/terms/created", Term.Literal(Created, "http://www.w3.org/2001/XMLSchema#dateTime"));
        Line("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", Term.Iri($"{Security}DataIntegrityProof"));
        Line($"{Security}cryptosuite", Term.Literal(Suite, $"{Security}cryptosuiteString"));
        Line($"{Security}proofPurpose", Term.Iri(Security + Purpose));
        Line($"{Security}verificationMethod", Term.Iri(VerificationMethod));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal void Write(Utf8JsonWriter json, string value)
    {
        json.WriteStartObject();
        json.WriteString("type", "DataIntegrityProof");
        json.WriteString("created", Created);
        json.WriteString("verificationMethod", VerificationMethod);
        json.WriteString("cryptosuite", Suite);
        json.WriteString("proofPurpose", Purpose);
        json.WriteString("proofValue", value);
        json.WriteEndObject();
    }
}
