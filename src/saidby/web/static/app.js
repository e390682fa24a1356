"use strict";
// The toggle of light and dark, local times beside UTC. Everything works without this script.
(() => {
  const root = document.documentElement;
  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  for (const toggle of document.querySelectorAll("[data-theme-toggle]")) {
    toggle.hidden = false;
    toggle.setAttribute("aria-pressed", String(dark()));
    toggle.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      toggle.setAttribute("aria-pressed", String(dark()));
      try {
        localStorage.setItem("saidby-theme", root.dataset.theme);
      } catch {
        // Storage is off: the choice holds for this page.
      }
    });
  }

  const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  for (const time of document.querySelectorAll("time[datetime*=T]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) time.title = `${local.format(at)} here`;
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const element of document.querySelectorAll("[data-zone]"))
    if (zone && zone !== "UTC") element.textContent = `times in UTC, pointing at one shows it in ${zone}`;
})();
