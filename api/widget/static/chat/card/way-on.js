/** After a "no": the ways that remain open. */

import { el, heard } from "../dom.js";
import { at } from "../server.js";
import { t } from "../texts.js";
import { telephone } from "./contact.js";

const DEAD_ENDS = new Set(["not_found", "not_in_force", "out_of_scope", "complaint", "handoff"]);

export function wayOn(card) {
  if (!DEAD_ENDS.has(card.outcome)) return null;
  const search = el("a", { class: "way", href: at("/search"), target: "_blank", rel: "noopener" }, t("way_on_search"), heard(t("new_window")));
  const number = t("hotline");
  const call = card.department?.phone === number ? null : telephone(number, t("call", { phone: number }), "way");
  return el("section", { class: "part way-on" }, el("h3", {}, t("way_on_label")), el("div", { class: "ways" }, call, search));
}
