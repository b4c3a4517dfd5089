/** Questions offered as buttons: to choose from, or to ask next. */

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

/** Who is being led to a person already needs no button for it. */
export function choices(card, hands) {
  const offered = card.outcome === "handoff" ? card.choices?.filter(({ kind }) => kind !== "handoff") : card.choices;
  return list(offered, { title: t("choices_label"), className: "choices", hands });
}

export function related(card, hands) {
  return list(card.related, { title: t("related_label"), className: "related", hands });
}

function list(offered, { title, className, hands }) {
  if (!offered?.length) return null;
  const items = offered.map((choice) => el("li", {}, button(choice, hands)));
  return el("section", { class: `part ${className}` }, el("h3", {}, title), el("ul", {}, items));
}

function button(choice, hands) {
  const press = () => {
    if (choice.kind === "region") hands.onregion(choice.label);
    const text = choice.kind === "none_of_these" ? t("none_of_these_text") : choice.label;
    hands.onask({ text, choice: choice.qa_id });
  };
  return el("button", { type: "button", class: `choice ${choice.kind}`, onclick: press }, el("span", {}, choice.label), icon("chevron"));
}
