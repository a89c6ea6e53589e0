// node check.mjs FOLDER: checks each credentials/*.json of a folder with did.json and status/*.json beside it, and the status lists themselves.
// Writes one JSON object: file name -> {verified, revoked, error}.
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import * as vc from '@digitalbazaar/vc';
import {loaderOf} from './loader.mjs';

const folder = process.argv[2];
const documentLoader = loaderOf(folder);
const suite = () => new DataIntegrityProof({cryptosuite: rdfc});

async function check(credential) {
  const revoked = [];
  // The library says "verified" of a revoked credential, too: what counts is the bit.
  const status = async options => {
    const result = await checkStatus({...options, documentLoader, suite: suite(), verifyBitstringStatusListCredential: true, verifyMatchingIssuers: true});
    revoked.push(...(result.results ?? []).map(r => r.status));
    return result;
  };
  const result = await vc.verifyCredential({
    credential, suite: suite(), documentLoader, ...(credential.credentialStatus ? {checkStatus: status} : {})
  });
  const told = {verified: result.verified, revoked: revoked.some(r => r)};
  if(!result.verified) {
    told.error = [result.error, result.statusResult?.error, ...(result.error?.errors ?? []), ...(result.results ?? []).map(r => r.error)]
      .filter(e => e).map(e => `${e.name}: ${e.message}`).join('; ');
  }
  return told;
}

const all = {};
for(const place of ['credentials', 'status']) {
  for(const file of readdirSync(join(folder, place)).filter(f => f.endsWith('.json')).sort()) {
    const credential = JSON.parse(readFileSync(join(folder, place, file), 'utf8'));
    all[`${place}/${file}`] = await check(credential);
    // A record does not protect its parts: each is checked for itself.
    for(const [i, part] of (credential.credentialSubject?.verifiableCredential ?? []).entries()) {
      all[`${place}/${file}#${i + 1}`] = await check(part);
    }
  }
}
console.log(JSON.stringify(all));
