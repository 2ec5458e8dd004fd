/* The expert's desk: drafts save themselves, and what went wrong or was asked for gets the focus.
   Without script the buttons do all of it. */
(() => {
  "use strict";
  const PAUSE = 4000;

  const form = document.querySelector("[data-answer-form]");
  if (!form) return;

  document.querySelector("[data-error-summary]")?.focus();
  document.querySelector("[data-shown-preview]")?.scrollIntoView({ block: "nearest" });

  // The live preview is up to date already: the button only leads to it.
  form.elements._preview.addEventListener("click", (event) => {
    const live = form.querySelector("[data-preview]");
    if (!live || live.hidden) return;
    event.preventDefault();
    live.tabIndex = -1;
    live.focus();
  });

  if (!("autosave" in form.dataset)) return;
  const box = form.elements.body;
  const status = form.querySelector("[data-saved]");
  // What the server sent: on a slow line people type before this script arrives.
  let saved = box.defaultValue;
  let timer = 0;
  let busy = null;
  let stopped = false;

  // A conflict must be solved by a person: nothing is saved by itself while one is shown.
  if (document.querySelector("[data-error-summary]")) stopped = true;

  const changed = () => box.value !== saved && box.value.trim() !== "";

  const send = async (text) => {
    const data = new FormData(form);
    data.set("body", text);
    data.set("_save_draft", "1");
    const answer = await fetch(form.action, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
    });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const reply = isJson ? await answer.json() : {};
    if (!answer.ok || !isJson) {
      stopped = true;
      status.textContent = reply.message || "Not saved. Press “Save draft” to see why.";
      return;
    }
    saved = text;
    form.elements.version.value = reply.version;
    status.textContent = reply.message;
  };

  const save = async () => {
    if (stopped || busy || !changed()) return;
    busy = send(box.value);
    try {
      await busy;
    } catch {
      status.textContent = "Not saved: the site cannot be reached. Your text is still here.";
    } finally {
      busy = null;
      if (changed()) plan();
    }
  };

  const plan = () => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, PAUSE);
  };

  box.addEventListener("input", plan);
  if (changed()) plan();

  // A button's own request must carry the version that a running save is about to make.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!busy) {
      saved = box.value;
      return;
    }
    event.preventDefault();
    const pressed = event.submitter;
    busy.catch(() => {}).finally(() => form.requestSubmit(pressed));
  });

  window.addEventListener("beforeunload", (event) => {
    if (changed()) event.preventDefault();
  });
})();
