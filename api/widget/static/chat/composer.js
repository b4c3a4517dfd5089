/** The field to write in: Enter sends, Shift+Enter breaks the line, the length is told while typing. */

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { Measure } from "./measure.js";
import { Suggestions } from "./suggestions.js";
import { t } from "./texts.js";
import { microphone } from "./speech.js";

const LIMIT = 1000;

export class Composer {
  constructor({ onsend, onask, ontyped, region }) {
    Object.assign(this, { onsend, ontyped });
    this.busy = false;
    this.#build();
    this.suggestions = new Suggestions({ field: this.field, region, onask });
    this.node.prepend(this.suggestions.node);
    this.#measure();
  }

  #build() {
    const [id, hint] = [freshId("question"), freshId("hint")];
    this.field = el("textarea", {
      id, rows: 1, "aria-describedby": hint, placeholder: t("composer_placeholder"), enterkeyhint: "send",
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event),
    });
    this.grow = el("div", { class: "grow" }, this.field);
    this.button = el("button", { type: "submit", class: "send" }, icon("send"), el("span", {}, t("send")));
    const mic = microphone({ onheard: (text) => this.setText(text), ontell: (text) => this.tell(text) });
    this.measure = new Measure(this.field, LIMIT);
    this.measure.node.prepend(el("span", { id: hint, class: "hint" }, t("composer_hint")));
    const form = { class: "composer", novalidate: true, onsubmit: (event) => this.#submit(event) };
    this.node = el("form", form,
      el("label", { class: "heard", for: id }, t("composer_label")),
      el("div", { class: "field" }, this.grow, mic, this.button),
      this.measure.node,
    );
  }

  #key(event) {
    const composing = event.isComposing || event.keyCode === 229;
    if (!composing && this.suggestions.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.node.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    this.suggestions.close();
    const { length, excess } = this.measure;
    if (length === 0 || excess) this.tell(excess || t("empty"));
    else if (this.busy) this.tell(t("wait"));
    else this.onsend(this.field.value.trim());
    this.field.focus();
  }

  #typed() {
    this.#measure();
    if (this.ontyped()) this.suggestions.close();
    else this.suggestions.typed();
  }

  #measure() {
    this.grow.dataset.value = `${this.field.value} `;
    this.measure.update();
  }

  tell(text) {
    this.measure.tell(text);
  }

  setBusy(busy) {
    this.busy = busy;
    this.button.setAttribute("aria-disabled", String(busy));
    if (!busy) this.tell("");
  }

  setText(text) {
    this.field.value = text;
    this.#measure();
  }

  focus() {
    this.field.focus();
  }
}
