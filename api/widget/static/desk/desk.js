// The desk's keys. The box keeps the focus; arrows, figures and function keys act on what was found.
import { copied } from "./copying.js";
import { begin, help } from "./opening.js";
import { say } from "./saying.js";

const WAIT_MS = 60;
const FILTER_KEYS = { KeyR: "region", KeyB: "department", KeyK: "kind", KeyM: "facet", KeyV: "validity" };
const COPIES = { F2: "spoken", F4: "full", F6: "sms" };
const $ = (selector) => document.querySelector(selector);

let box, seq = 0, at = 0, picking = false, timer = 0, wished = null;

const rows = () => [...document.querySelectorAll("#results [role=option]")];

function mark(index) {
  const all = rows();
  at = Math.max(0, Math.min(index, all.length - 1));
  all.forEach((row, place) => row.setAttribute("aria-selected", String(place === at)));
  if (all[at]) {
    box.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  } else {
    box.removeAttribute("aria-activedescendant");
  }
}

function filters() {
  return Object.fromEntries([...document.querySelectorAll("[data-filter]")].map((each) => [each.dataset.filter, each.value]));
}

function ask() {
  clearTimeout(timer);
  timer = 0;
  emitEvent("desk_typed", { text: box.value, seq: ++seq, ...filters() });
}

/** Open a row; where what was typed last is not found yet, as soon as it is. */
function open(index) {
  if (timer) ask();
  if (Number($("#found").dataset.seq) !== seq) { wished = index; return; }
  wished = null;
  if (!rows()[index]) return;
  mark(index);
  picking = true;
  emitEvent("desk_open", { row: index, seq });
}

async function copy(name) {
  const held = $(`#card [data-copy="${name}"]`);
  if (!held) return say($("#card .card") ? "no_copy" : "no_card");
  say(await copied(held.textContent) ? name : "copy_failed");
  back();
}

function back() {
  box.focus();
  box.select();
}

function next() {
  clearTimeout(timer);
  timer = 0;
  emitEvent("desk_log", { text: box.value, seq: ++seq });
  box.value = "";
  picking = false;
  back();
}

function act(key) {
  if (key in COPIES) copy(COPIES[key]);
  else if (key === "F8") { emitEvent("desk_correct", { text: box.value }); back(); }
  else if (key === "F9") next();
  else if (key === "F1") help();
  else return false;
  return true;
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return;
  const inBox = event.target === box;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.altKey && !event.ctrlKey && event.code in FILTER_KEYS) $(`[data-filter="${FILTER_KEYS[event.code]}"]`).focus();
  else if (plain && !event.shiftKey && act(event.key)) { /* done */ }
  else if ($("#keys").open) { if (event.key !== "?") return; help(); }
  else if (event.target.matches("[data-filter]")) { if (!["Enter", "Escape"].includes(event.key)) return; back(); }
  else if (!inBox || !plain) { if (event.key !== "Escape") return; back(); }
  else if (event.key === "ArrowDown") { mark(at + 1); picking = true; }
  else if (event.key === "ArrowUp") { mark(at - 1); picking = true; }
  else if (event.key === "Enter") { open(at); }
  else if (event.key === "Escape") { if (!picking) { box.value = ""; ask(); } picking = false; box.select(); }
  else if (event.key === "?" && (picking || !box.value)) help();
  else if (/^[1-9]$/.test(event.key) && (picking || !box.value)) open(Number(event.key) - 1);
  else { if (event.key.length === 1) picking = false; return; }
  event.preventDefault();
}

function start() {
  box = $("#asked");
  window.desk = { say };
  document.addEventListener("keydown", onKey);
  box.addEventListener("input", (event) => {
    picking = false;
    wished = null;
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  box.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT_MS); });
  document.addEventListener("change", (event) => { if (event.target.matches("[data-filter]")) ask(); });
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    const button = event.target.closest("[data-key]");
    if (row) { open(Number(row.dataset.row)); box.focus(); }
    if (button) act(button.dataset.key);
  });
  $("#keys").addEventListener("close", () => box.focus());
  new MutationObserver(() => { mark(0); if (wished !== null) open(wished); }).observe($("#results"), { childList: true, subtree: true });
  new MutationObserver(() => { $("#card").scrollTop = 0; }).observe($("#card"), { childList: true });
  back();
}

begin(start, "#asked", "#results", "#card");
