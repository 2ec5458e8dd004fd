// A second press while the first is on its way sends nothing; the server would refuse it as well.
// Also tells the filter how long the writing took, counted from the first key.
const AGAIN_AFTER = 8000;

for (const form of document.querySelectorAll("form[data-once]")) {
  let started = 0;
  let sent = 0;
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", () => { sent = 0; });
  form.addEventListener("input", () => { started ||= Date.now(); });
  form.addEventListener("submit", (event) => {
    if (Date.now() - sent < AGAIN_AFTER) {
      event.preventDefault();
      return;
    }
    sent = Date.now();
    const seconds = form.elements.namedItem("seconds");
    if (seconds && started) seconds.value = ((sent - started) / 1000).toFixed(1);
  });
}
