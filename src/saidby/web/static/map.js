"use strict";
// Moves and zooms the map without loading the page anew. Without this script its links do the same.
(() => {
  const frame = document.querySelector("[data-map]");
  if (!frame) return;
  let asked = 0;
  const centre = () => {
    const map = frame.querySelector(".map"); // wider than a narrow window
    if (map) map.scrollLeft = (map.scrollWidth - map.clientWidth) / 2;
  };
  centre();
  addEventListener("resize", centre);

  const show = async (address, push = true) => {
    const number = ++asked;
    frame.querySelector(".map")?.classList.add("busy");
    try {
      const answer = await fetch(address, { credentials: "same-origin" });
      const text = await answer.text();
      if (number !== asked) return;
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-map]");
      if (!fresh) throw new Error("no map");
      const focused = document.activeElement?.dataset?.key;
      const onMap = document.activeElement?.closest(".map");
      frame.replaceChildren(...fresh.childNodes);
      centre();
      if (push) history.pushState({}, "", address);
      if (focused) frame.querySelector(`[data-key="${focused}"]`)?.focus();
      else if (onMap) frame.querySelector(".map")?.focus({ preventScroll: true });
    } catch {
      location.assign(address);
    }
  };

  const press = (key) => frame.querySelector(`[data-key="${key}"]`)?.href;
  frame.addEventListener("click", (event) => {
    const link = event.target.closest(".map-tools a, a[data-closer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.getAttribute("href"));
  });
  frame.addEventListener("keydown", (event) => {
    if (!event.target.closest(".map")) return;
    const address = press(event.key === "=" ? "+" : event.key);
    if (!address || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    show(address);
  });
  let last = 0;
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.target.closest(".map") || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      const now = Date.now();
      if (now - last < 250) return;
      last = now;
      const address = press(event.deltaY < 0 ? "+" : "-");
      if (address) show(address);
    },
    { passive: false },
  );
  addEventListener("popstate", () => show(location.href, false));
})();
