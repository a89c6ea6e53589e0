// The grid of a cohort by keyboard: a level and the caret moves on, arrows, A for an absence, a dash for not assessed, N for the note, Ctrl+Z. Rows
// that changed are saved in the background; without this file the same form is saved by its button.
(() => {
  "use strict";
  const changed = new Set();
  const undone = [];
  let timer = 0;
  let saving = false;
  let typing = "";

  const gridOf = element => element?.closest?.("[data-cohort-grid]");
  const cellsOf = grid => [...grid.querySelectorAll(".cell-field")];
  const looksOf = grid => new Map(grid.dataset.looks.split(" ").map(look => look.split(":")).map(([value, place, name]) => [value, { place, name }]));

  document.addEventListener("focusin", event => {
    typing = "";
    if (event.target.matches(".cell-field")) event.target.select();
  });

  document.addEventListener("keydown", event => {
    const grid = gridOf(event.target);
    if (!grid || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && event.target.matches(".cell-field")) {
      event.preventDefault();
      undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inCell = event.target.matches(".cell-field");
    if (event.key === "ArrowDown" || event.key === "ArrowUp" || event.key === "Enter") {
      event.preventDefault();
      moveRow(event.target, event.key === "ArrowUp" ? -1 : 1);
    } else if (inCell && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      moveCell(event.target, event.key === "ArrowLeft" ? -1 : 1);
    } else if (inCell && event.key.toLowerCase() === "n") {
      event.preventDefault();
      event.target.closest("tr").querySelector(".note-field")?.focus();
    } else if (inCell && (event.key === "Delete" || event.key === "Backspace")) {
      event.preventDefault();
      put(event.target, "");
    } else if (inCell && (event.key === "-" || event.key.toLowerCase() === "a")) {
      event.preventDefault();
      put(event.target, event.key === "-" ? "-" : "A");
      moveCell(event.target, 1);
    } else if (inCell && digitOf(event)) {
      event.preventDefault();
      level(grid, event.target, digitOf(event));
    }
  });

  // On a French keyboard the digits of the upper row need Shift: the place of the key counts, so that they do not.
  function digitOf(event) {
    return /^[0-9]$/.test(event.key) ? event.key : /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  }

  // A level of several digits is awaited while the scale has one that begins so.
  function level(grid, input, digit) {
    const values = [...looksOf(grid).keys()];
    typing = values.some(value => value.startsWith(typing + digit)) ? typing + digit : digit;
    if (!values.some(value => value.startsWith(typing))) {
      typing = "";
      return;
    }
    const value = typing;
    put(input, value);
    if (values.includes(value) && !values.some(other => other !== value && other.startsWith(value))) moveCell(input, 1);
  }

  function put(input, value) {
    if (input.value === value && input.dataset.theirs === undefined) return;
    undone.push([input, input.value]);
    write(input, value);
  }

  function write(input, value) {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function undo() {
    const last = undone.pop();
    if (!last || !last[0].isConnected) return;
    write(last[0], last[1]);
    last[0].focus();
  }

  function moveCell(input, step) {
    const cells = cellsOf(gridOf(input));
    cells[cells.indexOf(input) + step]?.focus();
  }

  function moveRow(input, step) {
    const rows = [...gridOf(input).querySelectorAll("tbody tr")].filter(row => row.querySelector(".cell-field"));
    const next = rows[rows.indexOf(input.closest("tr")) + step];
    next?.cells[input.closest("td").cellIndex]?.querySelector("input")?.focus();
  }

  document.addEventListener("input", event => {
    const grid = gridOf(event.target);
    const row = event.target.closest("tr");
    if (!grid || !row) return;
    if (event.target.matches(".cell-field")) show(grid, event.target);
    delete event.target.dataset.theirs;
    changed.add(row);
    plan(grid);
  });

  function show(grid, input) {
    const cell = input.closest("td");
    const look = looksOf(grid).get(input.value.trim());
    cell.className = `c ${look ? look.name : input.value.trim() ? "level-none" : ""}`;
    cell.querySelector(".cell-other")?.remove();
    const glyph = cell.querySelector("svg");
    glyph.replaceChildren();
    if (!look) return;
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#g-${look.place}`);
    glyph.append(use);
  }

  function plan(grid) {
    clearTimeout(timer);
    timer = setTimeout(() => save(grid), 700);
  }

  async function save(grid) {
    if (saving) {
      plan(grid);
      return;
    }
    const form = grid.closest("form");
    const state = form.querySelector("[data-draft-state]");
    const say = text => { if (state && text) state.textContent = text; };
    const rows = [...changed];
    if (rows.length === 0) return;
    const body = new FormData();
    for (const field of form.querySelectorAll("input, select")) {
      const row = field.closest("tbody tr");
      if (field.name && (!row || changed.has(row))) body.append(field.name, field.dataset.theirs ?? field.value);
    }
    changed.clear();
    saving = true;
    say(state?.dataset.saving);
    try {
      const answer = await fetch(grid.dataset.save, { method: "POST", body, headers: { "X-Draft": "1" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const told = (await answer.json()).map(row => take(grid, row)).some(Boolean);
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      say(told ? state?.dataset.stale : state?.dataset.saved?.replace("{time}", time));
    } catch {
      rows.forEach(row => changed.add(row));
      say(state?.dataset.failed);
    } finally {
      saving = false;
    }
  }

  // Takes what the server answered of one row; tells whether something of it was not taken. A cell that somebody else entered meanwhile is sent as
  // theirs until it is typed again, so that saving its neighbour never overwrites it.
  function take(grid, told) {
    const row = grid.querySelector(`#r-${told.id}`)?.closest("tr");
    if (!row) return false;
    row.querySelector("[data-mark]").value = told.mark;
    row.toggleAttribute("data-done", told.done);
    const fields = [...row.querySelectorAll(".cell-field, .note-field")];
    fields.forEach((field, index) => {
      const cell = field.closest("td");
      cell.querySelector(".cell-other")?.remove();
      cell.classList.toggle("differing", index in told.told);
      if (index in told.told) cell.append(other(told.told[index]));
      if (index in told.stale) field.dataset.theirs = told.stale[index];
    });
    if (told.why) row.querySelector(".note").append(other(told.why));
    const cells = fields.filter(field => field.matches(".cell-field"));
    const filled = cells.filter(field => field.value.trim()).length;
    row.querySelector("[data-progress]").textContent = told.done ? grid.dataset.rowDone
      : filled ? grid.dataset.outOf.replace("{count}", filled).replace("{total}", cells.length) : "";
    return Boolean(told.why) || Object.keys(told.told).length > 0;
  }

  function other(text) {
    const told = document.createElement("span");
    told.className = "cell-other";
    told.textContent = text;
    return told;
  }

  document.addEventListener("submit", event => { if (event.target.querySelector("[data-cohort-grid]")) changed.clear(); });
  window.addEventListener("beforeunload", event => { if (changed.size > 0 || saving) event.preventDefault(); });
})();
