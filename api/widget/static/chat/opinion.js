/** What people think: of an answer, helpful or not and why; at the end of the conversation as a whole. */

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { Measure } from "./measure.js";
import { entry, t } from "./texts.js";
import { busyOr, sendSatisfaction } from "./transport.js";

export function feedback(hands) {
  const box = el("div", { class: "feedback" });
  if (hands.rated) thank(box);
  else ask(box, hands);
  return box;
}

function ask(box, hands) {
  const label = freshId("rate");
  const rate = (helpful, name, text) =>
    el("button", { type: "button", class: "rate", onclick: () => give(box, hands, { helpful }) }, icon(name), text);
  box.replaceChildren(el("div", { class: "rating", role: "group", "aria-labelledby": label },
    el("span", { id: label }, t("feedback_question")),
    rate(true, "check", t("helpful")), rate(false, "cross", t("not_helpful"))));
}

/** Send a verdict; a "not helpful" counts at once, the reason may follow. */
async function give(box, hands, verdict) {
  say(box, t("feedback_sending"));
  try {
    await hands.onrate(verdict);
  } catch (error) {
    return say(box, busyOr(error, t("feedback_failed")));
  }
  if (verdict.helpful || verdict.reason || verdict.comment) return thank(box);
  return askWhy(box, hands);
}

function askWhy(box, hands) {
  const form = opinionForm({
    legend: t("feedback_reason_label"),
    options: Object.entries(entry("feedback_reasons")),
    submit: t("feedback_submit"),
    ways: [[t("feedback_skip"), () => thank(box)]],
    onsubmit: ({ chosen: reason, comment }) =>
      reason || comment ? give(box, hands, { helpful: false, reason, comment }) : thank(box),
  });
  box.replaceChildren(form);
  form.querySelector("input").focus();
}

/** Replace a passing remark; the buttons stay where they are. */
function say(box, text) {
  box.querySelector(".feedback-note")?.remove();
  box.append(el("p", { class: "feedback-note", role: "status" }, text));
}

function thank(box) {
  const note = el("p", { class: "feedback-note", role: "status", tabindex: "-1" }, icon("check"), t("feedback_thanks"));
  const focused = box.contains(box.getRootNode().activeElement ?? null);
  box.replaceChildren(note);
  if (focused) note.focus();
}

/** How was it, in five steps. */
export class Closing {
  constructor({ onclose, onstay }) {
    Object.assign(this, { onclose, onstay });
    this.node = el("section", { class: "closing", hidden: true, "aria-label": t("closing_title") });
  }

  /** Show the form; who asked for it is taken there. */
  ask(conversationId, isAsked = true) {
    const form = opinionForm({
      legend: t("closing_title"),
      options: entry("closing_scores").map((text, place) => [place + 1, text]),
      submit: t("closing_submit"),
      ways: [[t("closing_skip"), () => this.onclose(t("cleared"))], [t("closing_stay"), () => this.onstay()]],
      onsubmit: async ({ chosen, comment }, note) => {
        if (!chosen) return note.replaceChildren(t("closing_choose"));
        try {
          await sendSatisfaction(conversationId, { score: Number(chosen), comment });
        } catch (error) {
          return note.replaceChildren(busyOr(error, t("feedback_failed")));
        }
        return this.onclose(t("closing_thanks"));
      },
    });
    this.node.replaceChildren(form);
    this.node.hidden = false;
    if (isAsked) form.querySelector("input").focus();
    this.node.scrollIntoView({ block: "center" });
  }
}

/** A form to choose from, with a word of one's own. `options` are [value, text]; `ways` [text, listener] beside sending; onsubmit({chosen, comment}, note). */
function opinionForm({ legend, options, submit, ways, onsubmit }) {
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
