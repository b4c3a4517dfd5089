/** The detail, folded by facet; a closed row shows how its text begins. */

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

const OPEN_UP_TO = 1;
const ORDER = ["who", "conditions", "materials", "procedure", "amount", "deadline", "place", "phone"];

export function facets(card) {
  const rows = [...(card.detail ?? [])].sort((one, other) => rank(one) - rank(other));
  if (rows.length === 0) return null;
  const list = rows.map((row) => fold(row, rows.length <= OPEN_UP_TO));
  const head = el("div", { class: "part-head" }, el("h3", {}, t("facets_label")), rows.length > 1 ? toggle(list) : null);
  return el("section", { class: "part facets" }, head, list);
}

/** The facets that people look for first, in their order; the others after them, as they came. */
function rank({ facet }) {
  const place = ORDER.indexOf(facet);
  return place < 0 ? ORDER.length : place;
}

function fold({ label, text }, open) {
  return el("details", { open },
    el("summary", {}, icon("chevron"), el("span", { class: "label" }, label),
      el("span", { class: "preview", "aria-hidden": "true" }, text)),
    el("p", { class: "facet-text" }, text),
  );
}

function toggle(folds) {
  const button = el("button", { type: "button", class: "plain", onclick: () => {
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
    button.textContent = open ? t("collapse_all") : t("expand_all");
  } }, t("expand_all"));
  return button;
}
