"use strict";
// Before the first paint: the light or dark that was chosen here. Without a choice the system's is used.
(() => {
  try {
    const chosen = localStorage.getItem("saidby-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage is off: the system's choice stays.
  }
})();
