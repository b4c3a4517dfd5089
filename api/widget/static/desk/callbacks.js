// Who is to be called back, by key: the marked request keeps the focus, also when the list is drawn anew.
import { copied } from "./copying.js";
import { begin, help } from "./opening.js";
import { say } from "./saying.js";

const $ = (selector) => document.querySelector(selector);
const rows = () => [...document.querySelectorAll("[data-contact]")];

let chosen = "", place = 0, wasOpen = false;

const row = () => rows().find((each) => each.dataset.contact === chosen);

/** Mark the request that was marked, or what came into its place. */
function mark(index = rows().findIndex((each) => each.dataset.contact === chosen)) {
  const all = rows();
  place = Math.max(0, Math.min(index < 0 ? place : index, all.length - 1));
  if (all[place]) all[place].focus();
}

/** Take note of the marked request, and show which it is. */
function noted(button) {
  if (button) {
    chosen = button.dataset.contact;
    place = rows().indexOf(button);
    wasOpen = Boolean(button.dataset.open);
  }
  rows().forEach((each) => each.closest("tr").classList.toggle("marked", each.dataset.contact === chosen));
}

/** The list was drawn anew: what was dealt with goes down, and the next one comes into its place. */
function drawn() {
  if (wasOpen && row() && !row().dataset.open) chosen = "";
  if (document.activeElement === document.body) mark();
  else noted(row() ?? rows()[place]);
}

async function copy() {
  const held = row();
  if (!held) return say("none");
  say(await copied(held.dataset.phone) ? "copied" : "copy_failed");
  mark();
}

/** What changes a request needs one that is open. */
function step(name, told = {}) {
  if (row()?.dataset.open) emitEvent(name, { id: chosen, ...told });
  else say("none");
}

function act(key) {
  if (key === "F1") help();
  else if ($("dialog[open]")) return false;
  else if (key === "F2") step("callback_claim");
  else if (key === "F4") copy();
  else if (key === "F6") step("callback_release");
  else if (key === "F9") { if (row()?.dataset.open) $("#outcome").showModal(); else say("none"); }
  else return false;
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const figure = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (event.key === "?") help();
  else if (!event.shiftKey && act(event.key)) { /* done */ }
  else if ($("#outcome").open && figure) document.querySelectorAll("#outcome button")[figure - 1]?.click();
  else if ($("dialog[open]")) return;
  else if (event.key === "ArrowDown") mark(place + 1);
  else if (event.key === "ArrowUp") mark(place - 1);
  else return;
  event.preventDefault();
}

function start() {
  window.desk = { say };
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => noted(event.target.closest("[data-contact]")));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-key]");
    if (button) act(button.dataset.key);
    else if (event.target.closest("[data-contact]") && !event.detail) step("callback_claim");
    else event.target.closest("tr")?.querySelector("[data-contact]")?.focus();
  });
  $("#outcome").addEventListener("close", (event) => {
    if (event.target.returnValue) step("callback_done", { outcome: event.target.returnValue });
    event.target.returnValue = "";
    mark();
  });
  $("#keys").addEventListener("close", () => mark());
  new MutationObserver(drawn).observe($("#callbacks"), { childList: true });
  mark(0);
}

begin(start, "#outcome", "#callbacks h2");
