/** Elements from plain calls. Text is always set as text, never as markup. */

/**
 * Make an element. A property that begins with "on" is a listener, `class` and names with a hyphen
 * are attributes, true/false toggle an attribute, null and undefined are left out.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProperty(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProperty(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Text for screen readers only. */
export function heard(text) {
  return el("span", { class: "heard" }, text);
}

let lastId = 0;

/** A fresh id within this page, to join labels and fields. */
export function freshId(stem) {
  lastId += 1;
  return `${stem}-${lastId}`;
}
