// "Copy the address" copies instead of leading there, and "Print" prints.
for (const link of document.querySelectorAll("[data-copy-link]")) {
  const words = link.textContent;
  link.setAttribute("aria-live", "polite");
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return; // Without it the link is an ordinary link.
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
      link.textContent = link.dataset.copied;
      setTimeout(() => { link.textContent = words; }, 4000);
    } catch {
      location.assign(link.href);
    }
  });
}

for (const row of document.querySelectorAll("[data-print-row]")) {
  const button = row.querySelector("[data-print]");
  button.addEventListener("click", () => {
    // Paper carries the letter and the answers; the thread comes along where it is asked for.
    document.documentElement.dataset.print = button.dataset.print;
    print();
  });
  row.hidden = false;
}
addEventListener("afterprint", () => { delete document.documentElement.dataset.print; });
