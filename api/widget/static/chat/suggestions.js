/** Published questions that fit what is being typed: arrow keys choose, Enter asks, Escape closes. */

import { el, freshId } from "./dom.js";
import { t } from "./texts.js";
import { questionsLike } from "./transport.js";

const FROM_CHARS = 2;
const TO_CHARS = 40;
const WAIT_MS = 120;

export class Suggestions {
  constructor({ field, region, onask }) {
    Object.assign(this, { field, region, onask });
    this.options = [];
    this.chosen = -1;
    const id = freshId("questions");
    this.list = el("ul", { id, class: "suggestions", role: "listbox", "aria-label": t("suggestions_label"), hidden: true });
    this.told = el("span", { class: "heard", role: "status" });
    this.node = el("div", { class: "suggesting" }, this.list, this.told);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", id);
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  /** Look for what fits; what comes after something newer was typed is dropped. */
  typed() {
    clearTimeout(this.timer);
    const text = this.field.value.trim();
    if ([...text].length < FROM_CHARS || [...text].length > TO_CHARS) return this.close();
    this.timer = setTimeout(() => this.#look(text), WAIT_MS);
  }

  async #look(text) {
    const found = await questionsLike(text, this.region()).catch(() => []);
    const root = this.field.getRootNode();
    if (this.field.value.trim() === text && root.activeElement === this.field) this.#show(found);
  }

  #show(found) {
    this.#choose(-1);
    this.options = found.map((question) => el("li", {
      id: freshId("option"), role: "option", "aria-selected": "false",
      onmousedown: (event) => event.preventDefault(), onclick: () => this.#ask(question),
    }, question.label));
    this.found = found;
    this.list.replaceChildren(...this.options);
    this.list.hidden = found.length === 0;
    this.told.textContent = found.length ? t("suggestions_found", { count: found.length }) : "";
  }

  /** Take a key; true where it was meant for the list. */
  key(event) {
    if (this.list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#choose(this.chosen + step);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.chosen >= 0) this.#ask(this.found[this.chosen]);
    else return false;
    event.preventDefault();
    return true;
  }

  /** Choose an option; before the first and after the last is the field itself, -1. */
  #choose(place) {
    const last = this.options.length - 1;
    this.chosen = place < -1 ? last : place > last ? -1 : place;
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.chosen)));
    const active = this.options[this.chosen];
    active?.scrollIntoView({ block: "nearest" });
    if (active) this.field.setAttribute("aria-activedescendant", active.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #ask({ label, qa_id }) {
    this.close();
    this.onask({ text: label, choice: qa_id });
  }

  close() {
    clearTimeout(this.timer);
    this.#show([]);
  }
}
