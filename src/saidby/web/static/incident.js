"use strict";
// Words of an answer are opened by the browser itself (popover); this closes them where a link leads on, and
// brings the focus to them. Without the script, and without popovers, the words stand in the cells.
(() => {
  for (const said of document.querySelectorAll(".said")) {
    said.addEventListener("toggle", (event) => {
      if (event.newState === "open") said.querySelector("a, button")?.focus();
    });
  }
})();
