"use strict";
// Hovering, focusing or clicking a claim shows its spans, and the other way round. Without this script the
// numbers in the text still link to the claims, and the layers can be switched. The keys 1 to 6 switch layers.
(() => {
  let pinned = null; // {page, key}

  const find = (target) => {
    const holder = target instanceof Element ? target.closest("[data-c]") : null;
    const number = target instanceof Element ? target.closest("a.n") : null;
    const page = target instanceof Element ? target.closest(".page") : null;
    if (!page || (!holder && !number)) return null;
    const keys = number ? [number.textContent] : holder.dataset.c.split(" ");
    return { page, key: keys[keys.length - 1], claim: !number && holder.classList.contains("claim") };
  };
  const all = (spot) => spot.page.querySelectorAll(`[data-c~="${spot.key}"]`);
  const claim = (spot) => spot.page.querySelector(`.claim[data-c="${spot.key}"]`);

  const show = (spot) => {
    for (const element of document.querySelectorAll(".on")) element.classList.remove("on");
    for (const page of document.querySelectorAll(".page.lit")) page.classList.remove("lit");
    if (!spot) return;
    spot.page.classList.add("lit");
    for (const element of all(spot)) element.classList.add("on");
  };
  const pin = (spot) => {
    pinned = spot;
    show(spot);
    if (!spot) return;
    if (spot.claim) {
      const first = spot.page.querySelector(`.text [data-c~="${spot.key}"]`);
      if (first) first.scrollIntoView({ block: "nearest" });
    } else {
      const item = claim(spot);
      const folded = item && item.closest("details:not([open])");
      if (item && !folded) item.scrollIntoView({ block: "nearest" });
    }
  };

  document.addEventListener("pointerover", (event) => show(find(event.target) || pinned));
  document.addEventListener("pointerleave", () => show(pinned));
  document.addEventListener("focusin", (event) => {
    const spot = find(event.target);
    if (spot) pin(spot);
  });
  document.addEventListener("click", (event) => {
    const spot = find(event.target);
    const number = event.target instanceof Element && event.target.closest("a.n");
    if (number && spot && claim(spot)) {
      event.preventDefault();
      claim(spot).focus();
    } else if (spot || !(event.target instanceof Element && event.target.closest("a, summary"))) {
      pin(spot);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return pin(null);
    const layer = /^[1-9]$/.test(event.key) && document.querySelectorAll(".switch")[event.key - 1];
    if (layer) {
      layer.checked = !layer.checked;
      return;
    }
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const item = event.target instanceof Element && event.target.closest(".claim");
    if (!step || !item) return;
    const items = [...item.closest(".page").querySelectorAll(".claim")].filter(
      (other) => !other.closest("details:not([open])"),
    );
    const next = items[items.indexOf(item) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
})();
