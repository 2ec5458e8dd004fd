// Answered questions like the title being typed. Only their number is announced.
const FROM = 3;
const box = document.querySelector("[data-similar-url]");
const title = box?.querySelector("input");
let timer = 0;
let asking = null;

const show = async () => {
  const words = title.value.trim();
  const list = box.querySelector("[data-similar-list]");
  const count = box.querySelector("[data-similar-count]");
  asking?.abort();
  if (words.length < FROM) {
    list.replaceChildren();
    count.textContent = "";
    return;
  }
  asking = new AbortController();
  try {
    const address = `${box.dataset.similarUrl}?${new URLSearchParams({ title: words })}`;
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...page.body.children);
    count.textContent = list.querySelector("h2")?.textContent ?? "";
  } catch { /* Offline, or typed on: the preview shows them as well. */ }
};

title?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, 500);
});
