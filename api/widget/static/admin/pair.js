// The editor of a pair: similar questions are taken over, clauses cited and let go of; the form knows of each change.
const $ = (selector) => document.querySelector(selector);

/** Let the form know that something in it was changed by a button. */
function changed(field) {
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function add(text) {
  const field = $("#f-similar");
  const lines = field.value.split("\n").filter((line) => line.trim());
  if (!lines.includes(text)) field.value = [...lines, text].join("\n");
  changed(field);
}

function cite(button) {
  const list = $("#cited");
  if ([...list.querySelectorAll("input")].some((each) => each.value === button.dataset.cite)) return;
  const item = document.createElement("li"), field = document.createElement("input");
  const name = document.createElement("strong"), remove = document.createElement("button");
  Object.assign(field, { type: "hidden", name: "citations[]", value: button.dataset.cite });
  name.textContent = button.dataset.name;
  Object.assign(remove, { type: "button", className: "plain", textContent: list.dataset.remove });
  remove.dataset.remove = "";
  item.append(field, name, remove);
  list.append(item);
  changed(field);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.add) add(button.dataset.add);
  else if (button.dataset.cite) cite(button);
  else if ("remove" in button.dataset) {
    button.closest("li").remove();
    changed($("#f-question"));
  } else if (button.dataset.to) document.getElementById(button.dataset.to).focus();
});
