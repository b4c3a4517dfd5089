// Live conversations by key. Whatever is sent names the conversation that the operator saw.
import { arrived, listen, toggle } from "./arrivals.js";
import { Drafts } from "./drafts.js";
import { begin, help } from "./opening.js";
import { order, orders } from "./order.js";
import { say } from "./saying.js";

const $ = (selector) => document.querySelector(selector);
const TYPING_MS = 3000;
const unfolded = new Set();
let listed = "";
let words, drafts, texts, phrases, title, current = "", told = 0, still;

/** Put a text where the cursor is. */
function insert(text) {
  words.focus();
  words.setRangeText(text, words.selectionStart, words.selectionEnd, "end");
}

/** /code before the cursor becomes its phrase. */
function expand() {
  const before = words.value.slice(0, words.selectionStart);
  const found = /\/([^\s/]+)$/.exec(before);
  if (!found || !(found[1] in phrases)) return false;
  words.setRangeText(phrases[found[1]], before.length - found[0].length, before.length, "end");
  return true;
}

function send() {
  if (expand()) return;
  if (!words.value.trim()) return say("nothing_to_send");
  if (words.value.length > words.maxLength) return say("too_long");
  if (drafts.owner !== current) return say("changing");
  emitEvent("chat_say", drafts.parcel());
}

function next() {
  const mine = [...document.querySelectorAll("#list-mine ~ ul [data-handoff]")].map((each) => each.dataset.handoff);
  if (mine.length) show(mine[(mine.indexOf(current) + 1) % mine.length]);
}

function show(id) {
  drafts.turn(id);
  emitEvent("chat_open", { id });
  words.focus();
}

/** Take who is shown and waits, or who has waited longest. */
function claim() {
  const id = $("#talk [data-waiting=true]")?.dataset.open ?? "";
  drafts.turn(id);
  emitEvent("chat_claim", { id });
}

/** How does the conversation end that is shown now. */
function end() {
  $("#ending").dataset.id = current;
  $("#ending").showModal();
}

function act(key) {
  const dialog = $("dialog[open]");
  if (key === "F1") { if (dialog) dialog.close(); else help(); }
  else if (dialog) return false;
  else if (key === "F2") claim();
  else if (key === "F4") next();
  else if (key === "F6") current ? order(current) : say("gone");
  else if (key === "F8") $("#talk [data-mine=true]") ? emitEvent("chat_passing", { id: current }) : say("not_yours");
  else if (key === "F9") $("#talk [data-mine=true]") ? end() : say("not_yours");
  else return false;
  return true;
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const dialog = $("dialog[open]");
  const figure = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const pick = event.target === words && figure && (event.altKey || (plain && !event.shiftKey && !words.value));
  if (event.altKey && event.code === "KeyP") $("#presence").focus();
  else if (event.altKey && event.code === "KeyS") toggle();
  else if (dialog?.id === "ending" && figure) dialog.querySelectorAll("button")[figure - 1]?.click();
  else if (pick) { const one = document.querySelectorAll("[data-insert]")[figure - 1]; if (one) insert(one.dataset.insert); }
  else if (plain && !event.shiftKey && act(event.key)) { /* done */ }
  else if (event.key === "Enter" && event.target === words && plain && !event.shiftKey) send();
  else if (event.key === "Tab" && event.target === words && expand()) { /* done */ }
  else if (event.key === "?" && event.target === words && !words.value) act("F1");
  else if (event.key === "Enter" && event.target.id === "pass-on") $("#passing").close("ok");
  else if (dialog) return;
  else if (["Enter", "Escape"].includes(event.key) && event.target.matches("select")) words.focus();
  else return;
  event.preventDefault();
}

/** Offer to whom the visitor may be passed on, while that visitor is still the one shown. */
function pass(id, offered) {
  if (id !== current) return;
  $("#passing").dataset.id = id;
  const list = $("#pass-on");
  list.replaceChildren(...offered.map(([value, name]) => new Option(name, value)));
  list.selectedIndex = 0;
  $("#passing").returnValue = "";
  $("#passing").showModal();
  list.focus();
}

function passed() {
  const [kind, ...rest] = $("#pass-on").value.split("/");
  if ($("#passing").returnValue === "ok" && rest.length) emitEvent("chat_transfer", { id: $("#passing").dataset.id, [kind]: rest.join("/") });
  words.focus();
}

/** Another conversation is shown: its own draft comes back, and no question about the one before stays open. */
function changed() {
  const open = $("#talk [data-open]")?.dataset.open ?? "";
  if (open !== current) {
    current = open;
    drafts.come(open);
    unfolded.clear();
    document.querySelectorAll("#ending[open], #passing[open]").forEach((each) => each.close(""));
  }
  document.querySelectorAll("#talk details").forEach((each, place) => {
    each.open = unfolded.has(place);
    each.addEventListener("toggle", () => { if (each.open) unfolded.add(place); else unfolded.delete(place); });
  });
  words.disabled = !$("#talk [data-mine=true]");
  if (words.disabled && document.activeElement === document.body) $("#talk").focus();
  const lines = $("#talk .lines");
  if (lines) lines.scrollTop = lines.scrollHeight;
}

/** How many wait stands in the tab's title, for who looks at something else; who was in the list stays there. */
function counted() {
  if (document.activeElement === document.body && listed) $(`#lists [data-handoff="${listed}"]`)?.focus();
  const waiting = Number($("#queue")?.dataset.waiting ?? 0);
  arrived();
  document.title = waiting ? `(${waiting}) ${title}` : title;
}

window.desk = {
  // The service says what became of a wish; where nothing else is shown now, the box is again for what is.
  say: (name) => { say(name); drafts.turn(current); },
  pass,
  focus: () => { words.disabled = false; words.focus(); },
  sent: (mark) => drafts.sent(mark),
  typing: (id) => {
    const line = $("#typing");
    if (!line || id !== current) return;
    line.textContent = texts.typing;
    clearTimeout(still);
    still = setTimeout(() => { line.textContent = ""; }, TYPING_MS + 1000);
  },
};

function start() {
  words = $("#words");
  drafts = new Drafts(words);
  texts = JSON.parse($("#texts").dataset.texts);
  phrases = JSON.parse($("#texts").dataset.phrases);
  title = $("#texts").dataset.title;
  listen(texts);
  orders(() => words.focus());
  document.addEventListener("keydown", onKey);
  $("#send").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  words.addEventListener("input", () => {
    if (drafts.owner !== current || Date.now() - told <= TYPING_MS) return;
    told = Date.now();
    emitEvent("chat_typing", { id: current });
  });
  $("#presence").addEventListener("change", (event) => {
    const [state, minutes] = event.target.value.split("/");
    if (state) emitEvent("chat_presence", { state, minutes: Number(minutes ?? 0) });
  });
  $("#passing").addEventListener("close", passed);
  $("#ending").addEventListener("close", (event) => {
    if (event.target.returnValue) emitEvent("chat_close", { id: event.target.dataset.id, ending: event.target.returnValue });
    event.target.returnValue = "";
    words.focus();
  });
  document.addEventListener("click", (event) => {
    const at = (name) => event.target.closest(`[data-${name}]`)?.dataset[name];
    if (at("handoff")) show(at("handoff"));
    else if (at("insert")) insert(at("insert"));
    else if (at("key")) act(at("key"));
  });
  document.addEventListener("focusin", (event) => { listed = event.target.closest("[data-handoff]")?.dataset.handoff ?? ""; });
  new MutationObserver(changed).observe($("#talk"), { childList: true });
  new MutationObserver(counted).observe($("#lists"), { childList: true });
  changed();
  counted();
}

begin(start, "#words", "#lists", "#talk", "#texts");
