/** Under a hand-off: the hours of the desk, and a form to be called back. */

import { el, freshId } from "../dom.js";
import { Measure } from "../measure.js";
import { t } from "../texts.js";
import { deskHours, freshKey, sendContact } from "../transport.js";

const WHEN = { timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit" };

export function callback(card, hands) {
  if (card.outcome !== "handoff") return null;
  const box = el("section", { class: "part callback" });
  deskHours().then((hours) => show(box, hours, hands), () => box.remove());
  return box;
}

function show(box, { is_open, is_there, opens_at, phone, waiting }, { conversation, onperson }) {
  const at = opens_at && new Intl.DateTimeFormat("zh-CN", WHEN).format(new Date(opens_at));
  const state = is_there ? t("desk_there", { waiting }) : is_open ? t("desk_open", { phone }) : at ? t("desk_opens", { at, phone }) : t("desk_closed", { phone });
  const way = is_there ? el("button", { type: "button", class: "solid", onclick: onperson }, t("live_enter")) : form(box, conversation);
  box.replaceChildren(el("p", { role: "status" }, state), way);
}

/** A conversation that the service no longer knows does not stand in the way. */
async function keep(wish, conversation_id) {
  try {
    await sendContact(conversation_id ? { ...wish, conversation_id } : wish);
  } catch (error) {
    if (error.kind !== "gone") throw error;
    await sendContact(wish);
  }
}

function form(box, conversation) {
  const key = freshKey();
  const note = el("p", { class: "feedback-note", role: "status" });
  const field = (label, node) => {
    node.id = freshId("callback");
    node.required = true;
    return [el("label", { for: node.id }, label), node];
  };
  const name = el("input", { type: "text", maxlength: 20, autocomplete: "name" });
  const phone = el("input", { type: "tel", maxlength: 20, autocomplete: "tel", inputmode: "tel" });
  const matter = el("textarea", { rows: 2 });
  const { node: length } = new Measure(matter, 500);
  const submit = async (event) => {
    event.preventDefault();
    note.replaceChildren(t("feedback_sending"));
    const wish = { name: name.value.trim(), phone: phone.value.trim(), matter: matter.value.trim(), client_id: key };
    try {
      await keep(wish, conversation());
    } catch (error) {
      return note.replaceChildren(error.detail || t("callback_failed"));
    }
    const thanks = el("p", { class: "feedback-note", role: "status", tabindex: "-1" }, t("callback_thanks"));
    box.replaceChildren(thanks);
    return thanks.focus();
  };
  return el("form", { class: "why", onsubmit: submit },
    el("h3", {}, t("callback_title")), field(t("callback_name"), name), field(t("callback_phone"), phone), field(t("callback_matter"), matter), length,
    el("p", { class: "contact-line" }, t("callback_privacy")), note,
    el("div", { class: "why-end" }, el("button", { type: "submit", class: "solid" }, t("callback_submit"))));
}
