// node rate.mjs FILE SECONDS: how many times a second of processor the libraries sign the unsigned credential of a file, after a warm-up as long. The bench asks.
import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {loaderOf} from './loader.mjs';

const [file, seconds] = process.argv.slice(2);
const did = 'did:web:elsewhere.example';
const key = await Ed25519Multikey.generate({controller: did});
key.id = `${did}#${key.publicKeyMultibase}`;
const documentLoader = loaderOf('/nowhere');
const credential = JSON.parse(readFileSync(file, 'utf8'));

async function rate() {
  const [end, before] = [performance.now() + 1000 * seconds, process.cpuUsage()];
  let made = 0;
  for(; performance.now() < end; made++) {
    const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
    await vc.issue({credential: structuredClone(credential), suite, documentLoader});
  }
  const {user, system} = process.cpuUsage(before);
  return made / ((user + system) / 1e6);
}

await rate();
console.log((await rate()).toFixed(1));
