// A candidate of a timetable's board is dragged to another room or half-day, with a mouse, or with a finger that rests first. The drop opens the page's
// own form with that place chosen, which says what the move would bring or break: nothing moves before the form is sent.
(() => {
  "use strict";
  const far = 6;
  const rest = 350;
  const edge = 72;
  const step = 12;
  let drag = null;

  const placeAt = event => document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-place]");
  const mark = place => {
    if (drag.over === place) return;
    drag.over?.classList.remove("drop");
    place?.classList.add("drop");
    drag.over = place;
  };
  // A place further down than the screen, or further right than the table, comes to whoever holds a candidate at its edge.
  const roll = () => {
    if (!drag?.lifted) return;
    const { clientX: x, clientY: y } = drag.at;
    const table = document.elementFromPoint(x, y)?.closest(".board .scroll");
    const sides = table?.getBoundingClientRect();
    if (sides) table.scrollLeft += x < sides.left + edge ? -step : x > sides.right - edge ? step : 0;
    window.scrollBy(0, y < edge ? -step : y > window.innerHeight - edge ? step : 0);
    mark(placeAt(drag.at));
    requestAnimationFrame(roll);
  };
  const lift = () => {
    drag.lifted = true;
    requestAnimationFrame(roll);
    drag.item.classList.add("lifted");
    document.documentElement.classList.add("dragging");
  };
  const end = () => {
    if (!drag) return;
    clearTimeout(drag.timer);
    mark(null);
    drag.item.classList.remove("lifted");
    document.documentElement.classList.remove("dragging");
    drag = null;
  };

  document.addEventListener("dragstart", event => { if (event.target.closest?.("[data-candidate]")) event.preventDefault(); });
  document.addEventListener("pointerdown", event => {
    const item = event.button === 0 ? event.target.closest("[data-candidate]") : null;
    if (!item) return;
    drag = { item, pointer: event.pointerId, touch: event.pointerType !== "mouse", x: event.clientX, y: event.clientY, at: event, over: null, lifted: false, timer: 0 };
    if (drag.touch) drag.timer = setTimeout(lift, rest);
  });
  document.addEventListener("pointermove", event => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const moved = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > far;
    if (!drag.lifted && moved) {
      if (drag.touch) { end(); return; }
      lift();
    }
    drag.at = event;
    if (drag.lifted) mark(placeAt(event));
  });
  // While a candidate is lifted the page does not scroll under the finger.
  document.addEventListener("touchmove", event => { if (drag?.lifted) event.preventDefault(); }, { passive: false });
  document.addEventListener("contextmenu", event => { if (drag?.lifted) event.preventDefault(); });
  document.addEventListener("pointerup", event => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { lifted, item } = drag;
    const place = lifted ? placeAt(event) : null;
    end();
    if (!lifted) return;
    // The click that follows a drop is not a click on the link.
    const swallow = click => { click.preventDefault(); click.stopPropagation(); };
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, true), 50);
    const board = place?.closest("[data-board]");
    if (!board || place === item.closest("[data-place]")) return;
    const query = new URLSearchParams({ candidate: item.dataset.candidate, to: place.dataset.place, day: place.dataset.place.split("|")[1].slice(0, 10) });
    const site = new URLSearchParams(location.search).get("site");
    if (site) query.set("site", site);
    location.assign(`${board.dataset.board}?${query}#move`);
  });
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", event => { if (event.key === "Escape") end(); });
})();
