/** A form to choose from, with a word of one's own: on an answer, on a whole conversation. */

import { el, freshId } from "./dom.js";
import { Measure } from "./measure.js";
import { t } from "./texts.js";

/** `options` are [value, text]; `ways` [text, listener] beside sending; onsubmit({chosen, comment}, note). */
export function opinionForm({ legend, options, submit, ways, onsubmit }) {
  const [group, id] = [freshId("choice"), freshId("comment")];
  const chips = options.map(([value, text]) =>
    el("label", { class: "chip" }, el("input", { type: "radio", name: group, value }), el("span", {}, text)));
  const words = el("textarea", { id, rows: 2 });
  const { node: length } = new Measure(words, 500);
  const note = el("p", { class: "feedback-note", role: "status" });
  const send = (event) => {
    event.preventDefault();
    onsubmit({ chosen: form.querySelector("input:checked")?.value, comment: words.value.trim() }, note);
  };
  const form = el("form", { class: "why", onsubmit: send },
    el("fieldset", {}, el("legend", {}, legend), el("div", { class: "chips" }, chips)),
    el("label", { for: id }, t("feedback_comment_label")), words, length, note,
    el("div", { class: "why-end" }, el("button", { type: "submit", class: "solid" }, submit),
      ways.map(([text, onclick]) => el("button", { type: "button", class: "plain", onclick }, text))));
  return form;
}
