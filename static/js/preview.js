/* Shows a text as the page will, through the server's own renderer, while it is being written.
   Asks at most twice a second and, where the preview folds, only while it is open; leaves every
   key alone. A plain script, for Django's admin puts it in the head. */
(() => {
  "use strict";
  const PAUSE = 600;

  const watch = (named) => {
    const isField = named.matches("textarea");
    const field = isField ? named : named.querySelector("textarea");
    const box = isField ? named.parentElement : named;
    const panel = box.querySelector("[data-preview]");
    const output = box.querySelector("[data-preview-output]");
    if (!field || !panel || !output) return;
    const isOpen = () => !("open" in panel) || panel.open;
    let timer = 0;
    let asking = null;
    let shown = "";

    const ask = (content) => {
      asking?.abort();
      asking = new AbortController();
      const token = field.form?.elements.namedItem("csrfmiddlewaretoken")?.value;
      return fetch(named.dataset.previewUrl, {
        method: "POST",
        body: new URLSearchParams({ content }),
        headers: token ? { "X-CSRFToken": token } : {},
        signal: asking.signal,
      });
    };

    const show = async () => {
      const content = field.value;
      if (!isOpen() || content === shown) return;
      try {
        const answer = await ask(content);
        const text = await answer.text();
        // The server has cleaned the HTML; a refusal is plain text.
        if (answer.ok) output.innerHTML = text;
        else output.textContent = answer.status === 429 ? "The preview rests for a minute." : text;
        shown = answer.ok ? content : "";
        panel.hidden = false;
      } catch { /* Offline, or typed on: the last preview stays. */ }
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE);
    });
    panel.addEventListener("toggle", show);
    if ("open" in panel) panel.hidden = false;
    show();
  };

  const start = () => document.querySelectorAll("[data-preview-url]").forEach(watch);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
