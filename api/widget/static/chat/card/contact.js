/** Whom to call: the department, the numbers of an emergency, and the ways that remain open after a "no". */

import { el, heard } from "../dom.js";
import { icon } from "../icons.js";
import { at } from "../transport.js";
import { entry, t } from "../texts.js";

const DEAD_ENDS = new Set(["not_found", "not_in_force", "out_of_scope", "complaint", "handoff", "paused"]);

/** A tel: link of the digits in a printed number. */
export function telephone(number, label, className = "call") {
  return el("a", { class: className, href: `tel:${number.replace(/[^\d+*#]/g, "")}`, "aria-label": label }, icon("phone"), el("span", {}, number));
}

export function contact(card) {
  const { name, phone, hours, address } = card.department ?? {};
  if (!name) return null;
  const lines = [hours && t("contact_hours", { hours }), address && t("contact_address", { address })].filter(Boolean);
  return el("section", { class: "part contact" },
    el("div", {}, el("h3", {}, t("contact_label")), el("p", { class: "contact-name" }, name),
      lines.map((line) => el("p", { class: "contact-line" }, line))),
    phone ? telephone(phone, t("call_contact", { name, phone })) : null,
  );
}

/** After a "no": the ways that remain open. */
export function wayOn(card) {
  if (!DEAD_ENDS.has(card.outcome)) return null;
  const search = el("a", { class: "way", href: at("/search"), target: "_blank", rel: "noopener" }, t("way_on_search"), heard(t("new_window")));
  const number = t("hotline");
  const call = card.department?.phone === number ? null : telephone(number, t("call", { phone: number }), "way");
  return el("section", { class: "part way-on" }, el("h3", {}, t("way_on_label")), el("div", { class: "ways" }, call, search));
}

/** The card that must not be missed: numbers to call at once. */
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
