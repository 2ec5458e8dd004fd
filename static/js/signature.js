// Shows the signature as it will stand under the letter, while name and town are typed.
// The server makes the real one by the same rules; see questions/signatures.py.
const box = document.querySelector("[data-signatures]");
const form = box?.closest("form");
const read = (name) => form.elements.namedItem(name)?.value.trim() ?? "";

const initials = (name) => {
  let words = name.replace(/[.-]/g, " ").split(/\s+/).filter(Boolean);
  const [only] = words;
  if (words.length === 1 && only.length <= 3 && only === only.toUpperCase()) words = [...only];
  return words.filter((word) => /^[\p{L}\p{N}]/u.test(word))
    .map((word) => `${[...word][0].toUpperCase()}.`).join("");
};

const firstName = (name) => {
  const [first] = name.split(/\s+/);
  return first.replace(/\.+$/, "").length > 1 ? first : initials(name);
};

const show = () => {
  const name = read("name") || box.dataset.knownName || "";
  if (!name) return;
  const town = read("location");
  const shown = { initials: initials(name), first_name: firstName(name), anonymous: "Anonymous" };
  for (const label of box.querySelectorAll("[data-signature]")) {
    const words = shown[label.dataset.signature] || "Anonymous";
    label.textContent = town ? `${words}, ${town}` : words;
  }
  box.querySelector("[data-signature-hint]")?.remove();
};

form?.addEventListener("input", (event) => {
  if (["name", "location"].includes(event.target.name)) show();
});
