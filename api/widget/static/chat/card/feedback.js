/** Helpful or not; after "not", a reason and a word of one's own. */

import { el, freshId } from "../dom.js";
import { icon } from "../icons.js";
import { opinionForm } from "../opinion.js";
import { entry, t } from "../texts.js";
import { busyOr } from "../transport.js";

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
