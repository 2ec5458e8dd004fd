// Keeps a half-written letter in this browser, offers it back, never forces it, never keeps the
// email. Forgotten after 30 days, and once the letter is sent.
const KEY = "letter";
const KEPT = ["title", "body", "topic", "name", "location"];
const LIVES = 30 * 24 * 3600 * 1000;

const read = () => {
  try {
    const draft = JSON.parse(localStorage.getItem(KEY));
    return draft && Date.now() - draft.when < LIVES ? draft : null;
  } catch {
    return null;
  }
};
const drop = () => { try { localStorage.removeItem(KEY); } catch { /* Nothing was kept. */ } };

const form = document.querySelector("[data-draft-form]");
const offer = document.querySelector("[data-draft-offer]");
const fieldOf = (name) => form.elements.namedItem(name);

const keep = () => {
  const texts = {};
  for (const name of KEPT) {
    const value = fieldOf(name)?.value ?? "";
    if (value.trim()) texts[name] = value;
  }
  if (!texts.title && !texts.body) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ when: Date.now(), texts }));
  } catch { /* Full or forbidden: the letter lives in the page only. */ }
};

const restore = (draft) => {
  for (const [name, text] of Object.entries(draft.texts)) {
    const field = fieldOf(name);
    if (!field || !KEPT.includes(name)) continue;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  fieldOf("body").focus();
};

const makeOffer = (draft) => {
  const written = new Date(draft.when);
  const words = { day: "numeric", month: "long" };
  offer.querySelector("[data-draft-date]").textContent =
    written.toLocaleDateString(document.documentElement.lang, words);
  offer.querySelector("[data-draft-restore]").addEventListener("click", () => {
    restore(draft);
    offer.hidden = true;
  });
  offer.querySelector("[data-draft-drop]").addEventListener("click", () => {
    drop();
    offer.hidden = true;
    fieldOf("title").focus();
  });
  offer.hidden = false;
};

if (document.querySelector("[data-draft-done]")) drop();
if (form && offer) {
  const draft = read();
  // A form that came back with its text needs no offer.
  if (draft && !fieldOf("title").value && !fieldOf("body").value) makeOffer(draft);
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 800);
  });
  form.addEventListener("submit", keep);
}
