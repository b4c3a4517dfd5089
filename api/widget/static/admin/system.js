// The pages of people and sites: secrets are copied, a step says what follows from it before its reason is asked.
import { copied } from "../desk/copying.js";

async function copy(button) {
  const value = document.getElementById(button.dataset.copy);
  const done = await copied(value.textContent);
  window.admin.say(done ? button.dataset.done : button.dataset.failed, done ? "done" : "wrong");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-tells]");
  if (!button) return;
  if (button.dataset.copy) copy(button);
  const told = document.querySelector(`#${button.dataset.opens} [data-told]`);
  if (told) told.textContent = button.dataset.tells;
}, { capture: true });
