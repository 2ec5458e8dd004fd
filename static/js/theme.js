/* The reader's choice of colours: set before the first paint, changed by the button in the foot.
   The key and its values are those of Django's admin, so that one choice holds in both. */
(() => {
  "use strict";
  const KEY = "theme";
  const CHOICES = { auto: "system", light: "light", dark: "dark" };

  const read = () => {
    try {
      const kept = localStorage.getItem(KEY);
      return kept in CHOICES ? kept : "auto";
    } catch {
      return "auto"; // Storage may be forbidden; the system's colours then hold.
    }
  };

  const apply = (name) => {
    if (name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
  };

  const next = (from) => {
    const names = Object.keys(CHOICES);
    return names[(names.indexOf(from) + 1) % names.length];
  };

  let choice = read();
  apply(choice);
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      const label = () => { button.textContent = button.dataset[CHOICES[choice]]; };
      button.addEventListener("click", () => {
        choice = next(choice);
        apply(choice);
        label();
        try { localStorage.setItem(KEY, choice); } catch { /* Holds for this page only. */ }
      });
      label();
      button.hidden = false;
    }
  });
})();
