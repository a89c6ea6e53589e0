// Shortens what the pages already do without it: focus after a swap, a word before typed work is lost, drafts saved as one goes, digits in grids.
(() => {
  "use strict";
  const dirty = new Set();
  const drafts = new Map();

  const focusFirst = root => {
    const place = root.querySelector("[data-focus], [autofocus]");
    if (place) place.focus();
    return Boolean(place);
  };

  // A refused form and a swapped page say so to who cannot see it: the summary, else the heading, takes the focus.
  document.addEventListener("htmx:after:swap", () => {
    const main = document.getElementById("main");
    if (!main || (document.activeElement && document.activeElement !== document.body)) return;
    if (!focusFirst(main)) {
      const heading = main.querySelector("h1");
      if (heading) { heading.tabIndex = -1; heading.focus(); }
    }
  });
  focusFirst(document);

  // Long work that goes on turn by turn: without script, by the button.
  document.querySelector("form[data-goes-on]")?.requestSubmit();

  document.addEventListener("input", event => {
    const form = event.target.form;
    if (!form) return;
    if (form.matches("[data-autosave]")) planDraft(form);
    else if (form.matches("[data-guard]")) dirty.add(form);
  });
  document.addEventListener("submit", event => {
    dirty.delete(event.target);
    clearTimeout(drafts.get(event.target));
    drafts.delete(event.target);
  });
  window.addEventListener("beforeunload", event => {
    if ([...dirty].some(form => form.isConnected) || drafts.size > 0) event.preventDefault();
  });

  // data-autosave holds the address of the draft; an element [data-draft-state] of the form or the page tells how it went, in the words it carries;
  // the answer's X-Version becomes the form's [data-version], so that the next save is not taken for a stale one.
  function planDraft(form) {
    clearTimeout(drafts.get(form));
    drafts.set(form, setTimeout(() => saveDraft(form), 800));
  }
  async function saveDraft(form) {
    const state = form.querySelector("[data-draft-state]") ?? document.querySelector("[data-draft-state]");
    const say = text => { if (state && text) state.textContent = text; };
    const planned = drafts.get(form);
    say(state?.dataset.saving);
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { "X-Draft": "1" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const version = form.querySelector("[data-version]");
      if (version && answer.headers.has("X-Version")) version.value = answer.headers.get("X-Version");
      const lang = document.documentElement.lang;
      const clock = new Date().toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris" });
      const time = lang.startsWith("fr") ? clock.replace(":", "\u00a0h\u00a0") : clock;
      say(state?.dataset.saved?.replace("{time}", time));
      if (drafts.get(form) === planned) drafts.delete(form);
    } catch {
      say(state?.dataset.failed);
    }
  }

  // In data-grid: up and down change rows; a digit chooses the nth radio of the row; Alt + digit chooses a level.
  document.addEventListener("keydown", event => {
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
    if (event.altKey && !event.ctrlKey && digit) {
      const level = document.querySelector(`[data-levels] input[type=radio][value="${digit}"]`);
      if (level) { event.preventDefault(); level.click(); level.focus(); }
      return;
    }
    const grid = event.target.closest?.("[data-grid]");
    if (!grid || event.ctrlKey || event.metaKey || event.altKey) return;
    const inText = event.target.matches("textarea, input[type=text]");
    const row = event.target.closest("tr");
    if (!row || inText) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      moveRow(grid, row, event.target, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "n") {
      const note = row.querySelector("textarea, input[type=text]");
      if (note) { event.preventDefault(); note.focus(); }
    } else if (digit && event.target.matches("input[type=radio]")) {
      const choice = row.querySelectorAll("input[type=radio]")[Number(digit) - 1];
      if (choice) { event.preventDefault(); choice.click(); choice.focus(); }
    }
  });
  function moveRow(grid, row, from, step) {
    const rows = [...grid.querySelectorAll("tbody tr")].filter(r => r.querySelector("input"));
    const next = rows[rows.indexOf(row) + step];
    const place = from.closest("td, th")?.cellIndex ?? 0;
    const target = next?.cells[place]?.querySelector("input") ?? next?.querySelector("input:checked, input");
    target?.focus();
  }
})();
