/** The card that must not be missed: numbers to call at once. */

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { entry, t } from "../texts.js";

export function emergency(card) {
  const numbers = entry("emergency_numbers").map(({ number, label }) =>
    el("li", {}, el("a", { href: `tel:${number}`, "aria-label": `${label} ${t("call", { phone: number })}` },
      icon("phone"), el("strong", {}, number), el("span", {}, label))));
  return el("div", { class: "card emergency", role: "alert" },
    el("h2", {}, icon("warning"), t("outcome.emergency")),
    el("p", { class: "summary" }, card.summary),
    el("ul", { class: "numbers" }, numbers),
    el("p", {}, t("emergency_lead")),
  );
}
