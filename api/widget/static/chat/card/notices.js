/** Remarks that bear on the whole answer: simple mode, another district, no longer in force. */

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

export function notices(card) {
  const said = (card.notices ?? []).filter((text) => text !== t("demo_note"));
  if (card.degraded && !said.includes(t("degraded"))) said.unshift(t("degraded"));
  if (said.length === 0) return null;
  const sort = card.outcome === "not_in_force" ? "warning" : "info";
  return el("ul", { class: `notices ${sort}` }, said.map((text) => el("li", {}, icon(sort), el("span", {}, text))));
}
