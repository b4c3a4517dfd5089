/** At the end of a conversation: how was it, in five steps and a word of one's own. */

import { el, freshId } from "./dom.js";
import { Measure } from "./measure.js";
import { entry, t } from "./texts.js";
import { busyOr, sendSatisfaction } from "./transport.js";

export class Closing {
  constructor({ onclose, onstay }) {
    Object.assign(this, { onclose, onstay });
    this.node = el("section", { class: "closing", hidden: true, "aria-label": t("closing_title") });
  }

  ask(conversationId) {
    const [group, comment] = [freshId("score"), freshId("comment")];
    const steps = entry("closing_scores").map((label, place) =>
      el("label", { class: "chip" }, el("input", { type: "radio", name: group, value: place + 1 }), el("span", {}, label)));
    const words = el("textarea", { id: comment, rows: 2 });
    const { node: length } = new Measure(words, 500);
    const note = el("p", { class: "feedback-note", role: "status" });
    const submit = async (event) => {
      event.preventDefault();
      const score = Number(form.querySelector("input:checked")?.value);
      if (!score) return note.replaceChildren(t("closing_choose"));
      const said = words.value.trim();
      try {
        await sendSatisfaction(conversationId, { score, ...(said && { comment: said }) });
      } catch (error) {
        return note.replaceChildren(busyOr(error, t("feedback_failed")));
      }
      return this.onclose(t("closing_thanks"));
    };
    const form = el("form", { class: "why", onsubmit: submit },
      el("fieldset", {}, el("legend", {}, t("closing_title")), el("div", { class: "chips" }, steps)),
      el("label", { for: comment }, t("feedback_comment_label")), words, length, note,
      el("div", { class: "why-end" }, el("button", { type: "submit", class: "solid" }, t("closing_submit")),
        el("button", { type: "button", class: "plain", onclick: () => this.onclose(t("cleared")) }, t("closing_skip")),
        el("button", { type: "button", class: "plain", onclick: () => this.onstay() }, t("closing_stay"))));
    this.node.replaceChildren(form);
    this.node.hidden = false;
    form.querySelector("input").focus();
    this.node.scrollIntoView({ block: "center" });
  }
}
