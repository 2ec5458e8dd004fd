// "Reply" opens the one form of the page under the comment, with the text that is in it already.
// Escape or "Cancel the reply" puts it back and returns the focus. Without script, "Reply" leads
// to a page of its own.
const form = document.querySelector("[data-reply-form]");
const home = form?.parentElement;
const cancel = form?.querySelector("[data-reply-cancel]");
const parent = form?.elements.namedItem("parent");
let opener = null;

const heading = (name) => {
  const line = document.createElement("p");
  line.className = "label";
  line.append("Reply to ", Object.assign(document.createElement("bdi"), { textContent: name }));
  return line;
};

const open = (link) => {
  close({ focus: false });
  opener = link;
  const slot = document.createElement("div");
  slot.className = "reply-slot";
  slot.dataset.replySlot = "";
  slot.append(heading(link.dataset.name), form);
  link.closest(".comment-card").after(slot);
  parent.value = link.dataset.reply;
  cancel.hidden = false;
  link.setAttribute("aria-expanded", "true");
  form.elements.namedItem("body").focus();
};

const close = ({ focus }) => {
  if (!opener) return;
  home.append(form);
  document.querySelector("[data-reply-slot]")?.remove();
  parent.value = "";
  cancel.hidden = true;
  opener.removeAttribute("aria-expanded");
  if (focus) opener.focus();
  opener = null;
};

if (form && parent && cancel) {
  for (const link of document.querySelectorAll("[data-reply]")) {
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      if (opener === link) close({ focus: true });
      else open(link);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
  }
  cancel.addEventListener("click", () => close({ focus: true }));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) close({ focus: true });
  });
}

// A comment that the address names takes the focus, so that reading goes on from there.
const found = () => {
  if (!/^#(comment|answer)-\d+$/.test(location.hash)) return;
  const target = document.querySelector(location.hash);
  for (let box = target?.closest("details"); box; box = box.parentElement.closest("details")) {
    box.open = true;
  }
  if (!target) return;
  // What the last press did is said where the reader looks now, not out of sight at the top.
  const said = document.querySelector(".flashes");
  said?.classList.remove("page");
  if (said) target.before(said);
  target.focus({ preventScroll: true });
  target.scrollIntoView();
};
addEventListener("hashchange", found);
found();
