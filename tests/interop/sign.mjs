// node sign.mjs FOLDER: each unsigned/*.json of a folder, signed by the libraries with a key of their own making, into credentials/ or status/; did.json beside them.
// With "jcs" as second argument the proof is eddsa-jcs-2022.
import {readFileSync, readdirSync, writeFileSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {createSignCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {loaderOf} from './loader.mjs';

const [folder, kind] = process.argv.slice(2);
const did = 'did:web:elsewhere.example';
const key = await Ed25519Multikey.generate({controller: did});
key.id = `${did}#${key.publicKeyMultibase}`;
const {publicKeyMultibase} = key;
writeFileSync(join(folder, 'did.json'), JSON.stringify({
  '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
  id: did,
  verificationMethod: [{id: key.id, type: 'Multikey', controller: did, publicKeyMultibase}],
  assertionMethod: [key.id]
}));
const documentLoader = loaderOf(folder);
for(const file of readdirSync(join(folder, 'unsigned'))) {
  const credential = JSON.parse(readFileSync(join(folder, 'unsigned', file), 'utf8'));
  const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite: kind === 'jcs' ? createSignCryptosuite() : rdfc});
  const signed = await vc.issue({credential, suite, documentLoader});
  const place = credential.type.includes('BitstringStatusListCredential') ? 'status' : 'credentials';
  mkdirSync(join(folder, place), {recursive: true});
  writeFileSync(join(folder, place, file), JSON.stringify(signed, null, 2));
}
