"use strict";
// Keys press what can also be clicked; words that are selected in the text are taken into a field. Without this script
// the buttons and fields do all of it.
(() => {
  const help = document.getElementById("help");
  const correcting = document.getElementById("correct");
  const typing = (target) =>
    target instanceof Element && target.closest("input:not([type=checkbox], [type=hidden]), select, textarea");

  for (const button of document.querySelectorAll("[data-help]")) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  const openForm = () => {
    correcting.open = true;
    correcting.scrollIntoView({ block: "nearest" });
    const first = correcting.querySelector("textarea, input:not([type=hidden]), select");
    if (first) first.focus();
  };
  const link = document.querySelector("a[data-key=c]");
  if (link && correcting)
    link.addEventListener("click", (event) => {
      event.preventDefault();
      openForm();
    });

  let sent = false; // a key that is pressed twice decides once
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "dialog") sent = true;
  });
  addEventListener("pageshow", () => {
    sent = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (help && help.open)) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "?" && help) {
      event.preventDefault();
      return help.showModal();
    }
    if (event.key === "k") return history.back();
    const key = event.key === "n" ? "j" : event.key;
    if (!/^[arcju]$/.test(key)) return;
    const pressed = document.querySelector(`[data-key="${key}"]`);
    if (!pressed || sent || event.repeat) return;
    event.preventDefault();
    pressed.click();
  });

  // Where the selection starts in the text of the article, in code points, and its words.
  const selected = () => {
    const selection = getSelection();
    const words = selection.toString().replace(/\s+/g, " ").trim();
    if (!words || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const holder = range.startContainer.parentElement?.closest(".context [data-s]");
    if (!holder) return document.querySelector(".context .text")?.contains(range.startContainer) ? { words, at: "" } : null;
    const before = document.createRange();
    before.setStart(holder, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return { words, at: String(Number(holder.dataset.s) + [...before.toString()].length) };
  };
  let last = null;
  document.addEventListener("selectionchange", () => {
    last = selected() ?? last;
  });
  const take = (button, add) => {
    const form = button.closest("form");
    const field = form.elements[add ? button.dataset.add : button.dataset.take];
    const at = form.elements[`${field.name}-at`];
    if (!last) return;
    field.value = add && field.value ? `${field.value} … ${last.words}` : last.words;
    if (!add || !at.value) at.value = add ? "" : last.at;
    field.focus();
  };
  for (const button of document.querySelectorAll("[data-take], [data-add]")) {
    button.hidden = false;
    button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => take(button, "add" in button.dataset));
  }
})();
