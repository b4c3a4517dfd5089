/** The department to turn to, with a number to tap. */

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

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
