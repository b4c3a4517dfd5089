let hush;

/** Say something in one line, for eyes and screen readers alike; the words stand in the page by their key. */
export function say(name) {
  const line = document.querySelector("#said");
  const texts = JSON.parse(document.querySelector("#texts").dataset.texts);
  line.textContent = "";
  requestAnimationFrame(() => { line.textContent = texts[name] ?? name; });
  line.dataset.name = name;
  clearTimeout(hush);
  hush = setTimeout(() => { line.textContent = ""; delete line.dataset.name; }, 6000);
}
