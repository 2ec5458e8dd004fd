// Says how many characters are left, once a text comes near its limit. Counts as the server does:
// in characters as people see them in code points, not in the units that JavaScript counts.
const NEAR = 0.8;

for (const field of document.querySelectorAll("[data-count]")) {
  const limit = Number(field.dataset.count);
  const line = document.createElement("p");
  line.className = "count";
  line.setAttribute("aria-live", "polite");
  line.hidden = true;
  field.after(line);

  const show = () => {
    const left = limit - [...field.value].length;
    line.hidden = left > limit * (1 - NEAR);
    line.classList.toggle("count-over", left < 0);
    const number = Math.abs(left).toLocaleString(document.documentElement.lang);
    line.textContent = left < 0 ? `${number} characters too many` : `${number} characters left`;
  };
  field.addEventListener("input", show);
  show();
}
