// Calls by key: the suggestions keep the focus, arrows and figures act on what is seen at that moment.
import { begin, help } from "./opening.js";
import { order, orders } from "./order.js";
import { say } from "./saying.js";

const $ = (selector) => document.querySelector(selector);
const rows = () => [...document.querySelectorAll("#suggested [role=option]")];
const calls = () => [...document.querySelectorAll("[data-call]")];
const SHOWN_MS = 8000;

let marked = "", current = "", title, texts, known = null, hush;

/** Mark a suggestion; which it is stays when others come in above it. */
function mark(index) {
  const all = rows();
  const at = Math.max(0, Math.min(index, all.length - 1));
  all.forEach((row, place) => row.setAttribute("aria-selected", String(place === at)));
  marked = all[at]?.dataset.pair ?? "";
  if (!all[at]) return;
  $("#suggested").setAttribute("aria-activedescendant", all[at].id);
  all[at].scrollIntoView({ block: "nearest" });
}

const place = () => rows().findIndex((row) => row.dataset.pair === marked);

/** The suggestions hold the focus; where there are none, the call does. */
function back() {
  if ($("dialog[open]")) return;
  ($("#suggested") ?? $("#call")).focus({ preventScroll: true });
}

function open(index) {
  const row = rows()[index];
  if (!row) return say("no_suggestion");
  mark(index);
  emitEvent("call_pick", { id: current, pair: row.dataset.pair });
}

function next() {
  const all = calls().map((each) => each.dataset.call);
  if (all.length) emitEvent("call_open", { id: all[(all.indexOf(current) + 1) % all.length] });
  else say("none");
}

/** Take the call that is shown; one that a colleague has stays where it is. */
function claim() {
  emitEvent("call_claim", { id: current });
}

function end() {
  $("#ending").dataset.id = current;
  $("#ending").showModal();
}

function act(key) {
  const dialog = $("dialog[open]");
  const mine = $("#call [data-mine=true]");
  if (key === "F1") { if (dialog && dialog.id !== "keys") dialog.close(); else help(); }
  else if (dialog) return false;
  else if (key === "F2") claim();
  else if (key === "F4") next();
  else if (key === "F6") current ? order(current) : say("none");
  else if (key === "F8") mine ? emitEvent("call_release", { id: current }) : say("not_yours");
  else if (key === "F9") mine ? end() : say("not_yours");
  else return false;
  return true;
}

function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const dialog = $("dialog[open]");
  const figure = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const elsewhere = event.target.closest("button, a, [data-call]");
  if (dialog?.id === "ending" && figure) dialog.querySelectorAll("button")[figure - 1]?.click();
  else if (!event.shiftKey && act(event.key)) { /* done */ }
  else if (event.key === "?" && (!dialog || dialog.id === "keys")) act("F1");
  else if (dialog) return;
  else if (figure && !event.shiftKey) open(figure - 1);
  else if (event.key === "ArrowDown") { mark(place() + 1); back(); }
  else if (event.key === "ArrowUp") { mark(place() - 1); back(); }
  else if (event.key === "Enter" && !elsewhere) open(place());
  else if (event.key === "Escape") back();
  else return;
  event.preventDefault();
}

/** Another call, or more words: the newest line is in view, and the focus comes back where it was lost. */
function changed() {
  const shown = $("#call [data-open]")?.dataset.open ?? "";
  if (shown !== current) {
    current = shown;
    marked = "";
    document.querySelectorAll("#ending[open]").forEach((each) => each.close(""));
  }
  const lines = $("#call .lines");
  if (lines) lines.scrollTop = lines.scrollHeight;
  tick();
  if (document.activeElement === document.body) back();
}

function suggested() {
  mark(Math.max(0, place()));
  if (document.activeElement === document.body) back();
}

/** Whoever rings and was not there before is told in the bar and in the tab's title. */
function listed() {
  const ids = calls().map((each) => each.dataset.call);
  const isNew = known !== null && ids.some((each) => !known.has(each));
  known = new Set(ids);
  const free = Number($("#ringing")?.dataset.free ?? 0);
  document.title = free ? `(${free}) ${title}` : title;
  tick();
  if (document.activeElement === document.body) back();
  if (!isNew) return;
  $("#arrived").textContent = texts.arrived;
  clearTimeout(hush);
  hush = setTimeout(() => { $("#arrived").textContent = ""; }, SHOWN_MS);
}

/** The time of every call runs on. */
function tick() {
  for (const clock of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Number(clock.dataset.since)) / 1000));
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}

function heard(id, text) {
  const line = $("#heard");
  if (id !== current || !line) return;
  line.hidden = false;
  line.querySelector("p").textContent = text;
  $("#call .lines").scrollTop = $("#call .lines").scrollHeight;
}

function start() {
  texts = { ...JSON.parse($("#texts").dataset.texts) };
  title = $("#texts").dataset.title;
  window.desk = { say, heard };
  orders(back);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const at = (name) => event.target.closest(`[data-${name}]`)?.dataset[name];
    if (at("call")) emitEvent("call_open", { id: at("call") });
    else if (at("pair")) open(rows().findIndex((row) => row.dataset.pair === at("pair")));
    else if (at("key")) act(at("key"));
  });
  $("#ending").addEventListener("close", (event) => {
    if (event.target.returnValue) emitEvent("call_finish", { id: event.target.dataset.id, ending: event.target.returnValue });
    event.target.returnValue = "";
    back();
  });
  $("#keys").addEventListener("close", back);
  new MutationObserver(changed).observe($("#call"), { childList: true });
  new MutationObserver(suggested).observe($("#help"), { childList: true });
  new MutationObserver(listed).observe($("#calls"), { childList: true });
  new MutationObserver(() => { $("#card").scrollTop = 0; }).observe($("#card"), { childList: true });
  setInterval(tick, 1000);
  changed();
  suggested();
  listed();
}

begin(start, "#ending", "#calls section", "#help", "#card");
