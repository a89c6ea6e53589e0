// Asks the browser for a passkey, puts its answer into the form's field Credential and sends the form. A form [data-passkey] is hidden until it is known to work here.
(() => {
  "use strict";
  const able = typeof PublicKeyCredential !== "undefined" && PublicKeyCredential.parseCreationOptionsFromJSON && PublicKeyCredential.prototype.toJSON;

  const reveal = () => {
    if (!able) return;
    for (const form of document.querySelectorAll("form[data-passkey][hidden]")) form.hidden = false;
    for (const word of document.querySelectorAll("[data-passkey-unable]")) word.hidden = true;
  };

  async function ask(form) {
    const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const options = await answer.json();
    return form.dataset.passkey === "create"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }

  document.addEventListener("submit", async event => {
    const form = event.target;
    if (!form.matches("[data-passkey]") || form.elements.Credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const failed = form.querySelector("[data-passkey-failed]");
    failed.textContent = "";
    try {
      form.elements.Credential.value = JSON.stringify((await ask(form)).toJSON());
    } catch (problem) {
      failed.textContent = problem.name === "InvalidStateError" && failed.dataset.passkeyKnown ? failed.dataset.passkeyKnown : failed.dataset.passkeyFailed;
      return;
    }
    form.requestSubmit();
    // Coming back to this page asks anew: an answer is good once.
    form.elements.Credential.value = "";
  }, true);

  document.addEventListener("htmx:after:swap", reveal);
  reveal();
})();
