/** How long a text is, told while it is typed: seen at once, heard when the typing rests. */

import { el, freshId } from "./dom.js";
import { t } from "./texts.js";

const TELL_FROM = 100;
const NEAR = 0.9;
const REST_MS = 600;

/** Characters as the service counts them: code points of the trimmed text. */
const lengthOf = (text) => [...text.trim()].length;

export class Measure {
  constructor(field, limit) {
    Object.assign(this, { field, limit });
    this.count = el("span", { class: "count", id: freshId("count") });
    this.told = el("span", { class: "told", role: "status" });
    const described = [field.getAttribute("aria-describedby"), this.count.id].filter(Boolean);
    field.setAttribute("aria-describedby", described.join(" "));
    field.addEventListener("input", () => this.update());
    this.node = el("p", { class: "under" }, this.told, this.count);
  }

  get length() {
    return lengthOf(this.field.value);
  }

  /** What is wrong with the length; empty where nothing is. */
  get excess() {
    return this.length > this.limit ? t("length_over", { count: this.length - this.limit }) : "";
  }

  update() {
    const { length, limit, excess } = this;
    this.count.textContent = length < TELL_FROM ? "" : t("length", { count: length, limit });
    this.count.classList.toggle("over", Boolean(excess));
    this.field.setAttribute("aria-invalid", String(Boolean(excess)));
    this.field.setCustomValidity(excess);
    const near = length > limit * NEAR ? t("length_left", { count: limit - length }) : "";
    clearTimeout(this.timer);
    if (excess || near) this.timer = setTimeout(() => this.tell(excess || near), REST_MS);
    else this.tell("");
  }

  tell(text) {
    if (this.told.textContent !== text) this.told.textContent = text;
  }
}
