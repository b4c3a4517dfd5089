/** The answer card: conclusion first, then what supports it, then the way on. */

import { el } from "../dom.js";
import { feedback } from "../opinion.js";
import { readAloud } from "../speech.js";
import { t } from "../texts.js";
import { callback, workorder } from "./asking.js";
import { choices, related } from "./choices.js";
import { citations } from "./citations.js";
import { contact, emergency, wayOn } from "./contact.js";
import { facets } from "./facets.js";
import { notices, standing } from "./standing.js";

const RATED = new Set(["answered", "quoted", "not_found", "not_in_force", "statutory_path", "disclosure_request", "complaint"]);

/**
 * Build the card of one reply.
 *
 * `hands` are the listeners: onask({text, choice}), onregion(name), onrate({helpful, reason, comment}),
 * onordered({number, due_on}), `rated`, true where feedback was given before, and `ordered`, the order left before.
 */
export function answerCard(card, hands) {
  if (card.outcome === "emergency") return emergency(card);
  return el("article", { class: `card ${card.outcome}` },
    standing(card),
    el("p", { class: "summary" }, card.summary),
    notices(card),
    choices(card, hands),
    facets(card),
    citations(card),
    contact(card),
    wayOn(card),
    workorder(card, hands),
    callback(card, hands),
    related(card, hands),
    foot(card, hands),
  );
}

function foot(card, hands) {
  const asked = RATED.has(card.outcome) ? feedback(hands) : null;
  const reference = card.trace_id ? el("p", { class: "reference" }, t("reference", { id: card.trace_id })) : null;
  const demo = card.is_demo ? el("p", { class: "reference" }, t("demo_note")) : null;
  return el("footer", { class: "foot" }, asked, demo, el("div", { class: "foot-end" }, reference, readAloud(card)));
}
