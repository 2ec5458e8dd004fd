// Shows a text as the page will, through the server's own renderer, while it is being written.
// Asks only while the preview is open, at most once a second, and leaves every key alone.
const PAUSE = 700;

for (const box of document.querySelectorAll("[data-preview-url]")) {
  const field = box.querySelector("textarea");
  const panel = box.querySelector("[data-preview]");
  const output = box.querySelector("[data-preview-output]");
  if (!field || !panel || !output) continue;
  let timer = 0;
  let asking = null;
  let shown = null;

  const show = async () => {
    if (!panel.open || field.value === shown) return;
    const content = field.value;
    asking?.abort();
    asking = new AbortController();
    const token = field.form?.elements.namedItem("csrfmiddlewaretoken")?.value;
    try {
      const answer = await fetch(box.dataset.previewUrl, {
        method: "POST",
        body: new URLSearchParams({ content }),
        headers: token ? { "X-CSRFToken": token } : {},
        signal: asking.signal,
      });
      // The server has cleaned the HTML; a refusal is plain text.
      if (answer.ok) output.innerHTML = await answer.text();
      else output.textContent = answer.status === 429 ? "The preview rests for a minute." : await answer.text();
      shown = answer.ok ? content : null;
    } catch { /* Offline, or typed on: the last preview stays. */ }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  panel.addEventListener("toggle", show);
  panel.hidden = false;
  show();
}
