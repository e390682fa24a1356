"use strict";
// A claim and its words light up together: by pointing, by focus, by the address (#c12). Keys 1 to 7 switch layers,
// j and k go from claim to claim. Without this script the numbers link both ways, and a button switches the layers.
(() => {
  const reader = document.querySelector(".reader");
  if (!reader) return;
  const text = reader.querySelector(".text");
  const note = reader.querySelector(".note");
  const switches = [...reader.querySelectorAll("[name=show]")];
  let pinned = null; // the key of a claim

  const escaped = (key) => CSS.escape(key);
  const card = (key) => document.getElementById(`claim-${key}`)?.closest(".claim") ?? null;
  const keyOf = (target) => {
    if (!(target instanceof Element)) return null;
    const number = target.closest(".text a.n");
    if (number) return number.hash.replace("#claim-", "");
    const holder = target.closest(".reader [data-c]");
    const keys = holder ? holder.dataset.c.split(" ") : [];
    return keys.length ? keys[keys.length - 1] : null; // the innermost
  };
  const show = (key) => {
    for (const element of reader.querySelectorAll(".on")) element.classList.remove("on");
    reader.classList.toggle("lit", key !== null);
    if (key === null) return;
    for (const element of reader.querySelectorAll(`[data-c~="${escaped(key)}"]`)) element.classList.add("on");
  };
  const pin = (key) => {
    pinned = key;
    show(key);
  };
  const seeWords = (key) => {
    const words = text.querySelector(`[data-c~="${escaped(key)}"]`);
    if (!words) return;
    const folded = words.closest("details:not([open])");
    if (folded) folded.open = true;
    words.scrollIntoView({ block: "nearest" });
  };
  const seeCard = (key) => {
    const item = card(key);
    if (!item) return;
    const folded = item.closest("details:not([open])");
    if (folded) folded.open = true;
    item.scrollIntoView({ block: "nearest" });
  };

  const arrive = () => {
    const named = /^#(?:claim-)?(c\d+)$/.exec(location.hash);
    if (!named) return;
    const item = card(named[1]);
    if (!item) {
      // In another part of a long page: ask for the part that has it.
      const asked = new URL(location.href);
      if (Number(reader.dataset.parts) > 1 && asked.searchParams.get("claim") !== named[1]) {
        asked.searchParams.delete("part");
        asked.searchParams.set("claim", named[1]);
        location.replace(asked);
      }
      return;
    }
    pin(item.dataset.c);
    seeCard(item.dataset.c);
    const words = text.querySelector(`[data-c~="${escaped(item.dataset.c)}"]`);
    if (words) words.scrollIntoView({ block: "center" });
  };

  text.addEventListener("pointerover", (event) => show(keyOf(event.target) ?? pinned));
  text.addEventListener("pointerleave", () => show(pinned));
  reader.addEventListener("focusin", (event) => {
    const key = keyOf(event.target);
    if (!key) return;
    pin(key);
    if (event.target.closest(".claim")) seeWords(key);
  });
  reader.addEventListener("click", (event) => {
    const told = event.target.closest(".text [title]");
    note.hidden = !told;
    if (told) note.textContent = told.title;
    if (event.target.closest("a, summary, input, button")) return;
    const key = keyOf(event.target);
    pin(key);
    if (key) event.target.closest(".claim") ? seeWords(key) : seeCard(key);
  });
  addEventListener("hashchange", arrive);

  const remember = () => {
    const asked = new URL(location.href);
    asked.searchParams.delete("show");
    for (const one of switches) if (one.checked) asked.searchParams.append("show", one.value);
    asked.searchParams.set("layers", "1");
    history.replaceState(null, "", asked);
  };
  for (const element of reader.querySelectorAll("[data-unscripted]")) element.hidden = true;
  for (const element of reader.querySelectorAll("kbd[hidden]")) element.hidden = false;
  for (const one of switches) one.addEventListener("change", remember);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "Escape") return pin(null);
    const layer = /^[1-9]$/.test(event.key) && switches[event.key - 1];
    if (layer) {
      layer.checked = !layer.checked;
      return remember();
    }
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const items = [...reader.querySelectorAll(".claim")].filter((item) => !item.closest("details:not([open])"));
    const here = items.findIndex((item) => item.dataset.c === pinned);
    const next = items[here < 0 ? (step > 0 ? 0 : items.length - 1) : here + step];
    if (next) {
      event.preventDefault();
      next.querySelector("a.n").focus();
      next.scrollIntoView({ block: "nearest" });
    }
  });
  arrive();
})();
