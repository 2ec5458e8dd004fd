// Marks what is new in a thread since the last visit with this browser, and leads from one new
// response to the next. What was seen when is kept here only; nothing is sent.
const KEY = "visits";
const REMEMBERED = 200;
const thread = document.querySelector("[data-thread]");

const read = () => {
  try {
    return new Map(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Map();
  }
};

const remember = (visits, id) => {
  visits.delete(id);
  visits.set(id, Date.now());
  try {
    localStorage.setItem(KEY, JSON.stringify([...visits].slice(-REMEMBERED)));
  } catch { /* Without storage nothing is ever new. */ }
};

const mark = (comment) => {
  const badge = document.createElement("span");
  badge.className = "badge badge-new";
  badge.textContent = "New";
  const marks = comment.querySelectorAll(":scope > .comment-card h3 > :is(bdi, .badge)");
  [...marks].at(-1)?.after(" ", badge);
};

const isNew = (comment, since) => {
  const time = comment.querySelector(":scope > .comment-card .comment-head time");
  // What was just posted is not news to its author; ":target" may not be set yet.
  const isOwn = `#${comment.id}` === location.hash || comment.matches(".waiting");
  return time && Date.parse(time.dateTime) > since && !isOwn;
};

const lead = (fresh) => {
  const line = thread.querySelector("[data-new]");
  if (!line) return;
  let at = -1;
  line.querySelector("[data-new-count]").textContent = `${fresh.length} new`;
  line.querySelector("[data-new-next]").addEventListener("click", () => {
    at = (at + 1) % fresh.length;
    for (let box = fresh[at].closest("details"); box; box = box.parentElement.closest("details")) {
      box.open = true;
    }
    fresh[at].focus({ preventScroll: true });
    fresh[at].scrollIntoView();
  });
  line.hidden = false;
};

if (thread) {
  const visits = read();
  const since = visits.get(thread.dataset.thread);
  if (since) {
    const fresh = [...thread.querySelectorAll(".comment")].filter((one) => isNew(one, since));
    fresh.forEach(mark);
    if (fresh.length) lead(fresh);
  }
  remember(visits, thread.dataset.thread);
}
