// node wallet.mjs FOLDER: the verifier behind VerifierPlus and the Learner Credential Wallet over each credentials/*.json of a folder. It wants the network for did
// documents, status lists and the CLR context; it gets the folder's files in its place, and "not found" for everything else.
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {loaderOf} from './loader.mjs';

const folder = process.argv[2];
const atHand = loaderOf(folder);

globalThis.fetch = async request => {
  const url = request.url ?? String(request);
  const did = url.endsWith('/.well-known/did.json') ? `did:web:${new URL(url).host.replace(':', '%3A')}` : url;
  try {
    const {document} = await atHand(did);
    return new Response(JSON.stringify(document), {status: 200, headers: {'content-type': 'application/json'}});
  } catch{
    return new Response('{}', {status: 404, headers: {'content-type': 'application/json'}});
  }
};
const {verifyCredential} = await import('@digitalcredentials/verifier-core');

const all = {};
for(const file of readdirSync(join(folder, 'credentials')).filter(f => f.endsWith('.json')).sort()) {
  const credential = JSON.parse(readFileSync(join(folder, 'credentials', file), 'utf8'));
  const {log, errors} = await verifyCredential({credential, knownDIDRegistries: []});
  const valid = id => log?.find(entry => entry.id === id)?.valid;
  all[`credentials/${file}`] = {
    verified: !errors && valid('valid_signature') === true && valid('expiration') === true && valid('revocation_status') === true,
    revoked: valid('revocation_status') === false,
    error: errors?.map(e => `${e.name}: ${e.message}`).join('; '),
    log: log?.map(({id, valid, error}) => ({id, valid, error: error?.message}))
  };
}
console.log(JSON.stringify(all));
