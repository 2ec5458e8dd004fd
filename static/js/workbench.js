// Keys for the queue: j and k move, a, s and d press the buttons of the current comment, x selects,
// u undoes, ? shows the list. They work in the list only, never in a field, and can be turned off.
const queue = document.querySelector("[data-queue]");
const panel = document.querySelector("[data-keys]");
const KEY = "workbench-keys";
const PRESS = { a: "approve", s: "spam", d: "remove" };

const read = () => { try { return localStorage.getItem(KEY) !== "off"; } catch { return true; } };
let on = read();
let current = null;
const items = () => [...queue.querySelectorAll("[data-item]")];

const choose = (item, { focus = true } = {}) => {
  if (!item) return;
  current?.removeAttribute("aria-current");
  current?.querySelector("[data-verdict]")?.removeAttribute("open");
  current = item;
  item.setAttribute("aria-current", "true");
  item.querySelector("[data-verdict]")?.setAttribute("open", "");
  if (focus) item.focus();
};

const step = (by) => {
  const all = items();
  choose(all[Math.min(all.length - 1, Math.max(0, all.indexOf(current) + by))]);
};

const count = () => {
  const boxes = [...queue.querySelectorAll("[data-select]")];
  const number = boxes.filter((box) => box.checked).length;
  document.querySelector("[data-selected]").textContent =
    number ? `${number} selected` : "None selected";
  document.querySelector("[data-bulk]").toggleAttribute("data-active", number > 0);
};

const select = (box, checked) => {
  box.checked = checked;
  count();
};

const isTyping = (target) =>
  target.closest("textarea, select, [contenteditable]") || target.matches("input:not([type=checkbox])");

const onKey = (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const { key } = event;
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (PRESS[key]) current?.querySelector(`button:is([value=${PRESS[key]}], [data-press=${PRESS[key]}])`)?.click();
  else if (key === "x") { const box = current?.querySelector("[data-select]"); if (box) select(box, !box.checked); }
  else if (key === "u") document.querySelector("[data-undo] button")?.click();
  else if (key === "?") { panel.tabIndex = -1; panel.focus(); }
  else return;
  event.preventDefault();
};

const showKeys = () => {
  for (const mark of document.querySelectorAll("[data-keys-shown]")) mark.hidden = !on;
  const button = panel.querySelector("[data-keys-switch]");
  button.textContent = on ? button.dataset.off : button.dataset.on;
};

if (queue && panel) {
  panel.hidden = false;
  panel.querySelector("[data-keys-switch]").addEventListener("click", () => {
    on = !on;
    try { localStorage.setItem(KEY, on ? "on" : "off"); } catch { /* For this page only. */ }
    showKeys();
  });
  queue.addEventListener("change", count);
  queue.addEventListener("focusin", (event) => choose(event.target.closest("[data-item]"), { focus: false }));
  const all = document.querySelector("[data-select-all]");
  all.hidden = false;
  all.addEventListener("click", () => {
    for (const box of queue.querySelectorAll("[data-select]")) select(box, true);
  });
  // In the list, and from nowhere in particular: a fresh page has its focus on the body.
  document.addEventListener("keydown", (event) => {
    if (event.target === document.body || queue.contains(event.target)) onKey(event);
  });
  const done = new URLSearchParams(location.search).has("done");
  choose(items()[0], { focus: done });
  showKeys();
  count();
}
