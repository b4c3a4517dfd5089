/** The conversation on screen, announced politely as it grows. */

import { el, heard } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const PATIENCE_MS = 6_000;

export class Log {
  constructor() {
    this.list = el("ol", { class: "log" });
    this.region = el("div", { role: "log", "aria-live": "polite", "aria-label": t("log_label"), tabindex: "-1" }, this.list);
    this.status = el("p", { class: "thinking", role: "status" });
    this.node = el("div", { class: "talk" }, this.region, this.status);
  }

  addQuestion(text) {
    const item = el("li", { class: "mine" }, heard(t("you")), el("p", { class: "bubble" }, text));
    this.list.append(item);
    return item;
  }

  addReply(card) {
    const item = el("li", { class: "reply" }, heard(t("service")), card);
    this.list.append(item);
    return item;
  }

  /** What a person says, or that something happened with people. */
  addWords({ note, name, text }) {
    const item = note ? el("li", { class: "note" }, note)
      : el("li", { class: "theirs" }, el("p", { class: "who" }, icon("person"), t("live_name", { name })), el("p", { class: "bubble" }, text));
    this.list.append(item);
    return item;
  }

  /** Bring an item into view, an answer to its top, without moving the focus. */
  show(item, block = "start") {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    item.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
  }

  /** Show that something is under way; an empty text that nothing is. */
  setThinking(text, later) {
    clearTimeout(this.timer);
    this.status.replaceChildren(...(text ? [dots(), text] : []));
    if (later) this.timer = setTimeout(() => this.setThinking(later), PATIENCE_MS);
  }

  addFailure(item, { text, onresend }) {
    const button = el("button", { type: "button", class: "plain", onclick: onresend }, icon("resend"), t("resend"));
    const note = el("div", { class: "failure", role: "alert" }, el("p", {}, el("strong", {}, t("error_title")), " ", text), button);
    item.querySelector(".failure")?.remove();
    item.append(note);
  }

  clearFailure(item) {
    item.querySelector(".failure")?.remove();
  }

  empty() {
    this.list.replaceChildren();
    this.setThinking("");
  }
}

function dots() {
  return el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
}
