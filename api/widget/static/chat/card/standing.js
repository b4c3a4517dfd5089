/** How an answer stands: its kind, whether its source holds, when it was checked, remarks on the whole of it. */

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { entry, t } from "../texts.js";

const KINDS = { 现行有效: "in-force", 已修改: "amended", 已废止: "repealed", 已失效: "lapsed", 尚未施行: "not-yet" };

/** A status as a badge; its text is the status itself. */
export function badge(status) {
  return el("span", { class: `badge ${KINDS[status] ?? "other"}` }, status);
}

export function standing(card) {
  const status = card.citations?.[0]?.status;
  const shown = ["answered", "quoted", "not_in_force"].includes(card.outcome) && status in KINDS;
  return el("header", { class: "standing" },
    el("h2", { class: "kind" }, entry("outcome")[card.outcome] ?? t("outcome.answered")),
    shown ? badge(status) : null,
    card.is_demo ? el("span", { class: "badge demo", title: t("demo_note") }, t("demo")) : null,
    card.checked_on ? el("span", { class: "checked" }, t("checked_on", { date: card.checked_on })) : null,
  );
}

/** Remarks that bear on the whole answer: simple mode, another district, no longer in force. */
export function notices(card) {
  const said = (card.notices ?? []).filter((text) => text !== t("demo_note"));
  if (card.degraded && !said.includes(t("degraded"))) said.unshift(t("degraded"));
  if (said.length === 0) return null;
  const sort = card.outcome === "not_in_force" ? "warning" : "info";
  return el("ul", { class: `notices ${sort}` }, said.map((text) => el("li", {}, icon(sort), el("span", {}, text))));
}
