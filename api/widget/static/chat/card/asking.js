/** Forms on a card: to be called back under a hand-off, to leave a work order under a complaint. */

import { el, freshId } from "../dom.js";
import { Measure } from "../measure.js";
import { entry, t } from "../texts.js";
import { deskHours, freshKey, sendContact, sendOrder } from "../transport.js";

const WHEN = { timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit" };
const FIELDS = { order: ["words", "place", "name", "phone"], callback: ["name", "phone", "matter"] };

export function callback(card, hands) {
  if (card.outcome !== "handoff") return null;
  const box = el("section", { class: "part callback" });
  deskHours().then((hours) => show(box, hours, hands), () => box.remove());
  return box;
}

function show(box, { is_open, is_there, opens_at, phone, waiting }, { conversation, onperson }) {
  const at = opens_at && new Intl.DateTimeFormat("zh-CN", WHEN).format(new Date(opens_at));
  const state = is_there ? t("desk_there", { waiting }) : is_open ? t("desk_open", { phone }) : at ? t("desk_opens", { at, phone }) : t("desk_closed", { phone });
  const way = is_there ? el("button", { type: "button", class: "solid", onclick: onperson }, t("live_enter"))
    : form(box, "callback", (wish) => keep(wish, conversation()).then(() => t("asking.callback.thanks")));
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

export function workorder(card, { conversation, onordered, ordered }) {
  if (card.outcome !== "complaint") return null;
  const box = el("section", { class: "part callback" });
  const told = (kept) => t("asking.order.thanks", kept);
  const send = async (order) => {
    const kept = await sendOrder(conversation(), order);
    onordered(kept);
    return told(kept);
  };
  const open = () => {
    box.replaceChildren(form(box, "order", send));
    box.querySelector("textarea").focus();
  };
  const offer = [el("p", { class: "contact-line" }, t("order_lead")), el("button", { type: "button", class: "solid", onclick: open }, t("order_open"))];
  box.append(...(ordered ? [thanks(told(ordered))] : offer));
  return box;
}

const thanks = (told) => el("p", { role: "status", tabindex: "-1" }, told);

/** `send` gives what is said once it has arrived. */
function form(box, kind, send) {
  const client_id = freshKey();
  const { title, fields, privacy, submit, failed } = entry("asking")[kind];
  const note = el("p", { class: "feedback-note", role: "status" });
  const input = (type, maxlength, autocomplete = type) => el("input", { type, maxlength, autocomplete });
  const nodes = {
    words: el("textarea", { rows: 3 }),
    place: input("text", 100, "street-address"),
    name: input("text", 20, "name"),
    phone: input("tel", 20),
    matter: el("textarea", { rows: 2 }),
  };
  const rows = FIELDS[kind].map((name) => {
    const node = nodes[name];
    node.id = freshId(kind);
    node.required = name !== "place";
    return [el("label", { for: node.id }, fields[name]), node, node.rows ? new Measure(node, 500).node : null];
  });
  const onsubmit = async (event) => {
    event.preventDefault();
    note.replaceChildren(t("feedback_sending"));
    const values = FIELDS[kind].map((name) => [name, nodes[name].value.trim()]);
    try {
      box.replaceChildren(thanks(await send({ ...Object.fromEntries(values), client_id })));
      box.firstChild.focus();
    } catch (error) {
      note.replaceChildren(error.detail || failed);
    }
  };
  return el("form", { class: "why", onsubmit }, el("h3", {}, title), ...rows, el("p", { class: "contact-line" }, privacy), note,
    el("div", { class: "why-end" }, el("button", { type: "submit", class: "solid" }, submit)));
}
