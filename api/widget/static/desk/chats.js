// Live conversations by key. What is being written stays in the browser, one draft for each conversation.
import { arrived, listen, toggle } from "./arrivals.js";
import { say } from "./saying.js";

const $ = (selector) => document.querySelector(selector);
const TYPING_MS = 3000;
const drafts = new Map();
const unfolded = new Set();
let listed = "";
let words, texts, phrases, title, current = "", told = 0, still;

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
  emitEvent("chat_say", { text: words.value });
}

function next() {
  const mine = [...document.querySelectorAll("#list-mine ~ ul [data-handoff]")].map((each) => each.dataset.handoff);
  if (mine.length) show(mine[(mine.indexOf(current) + 1) % mine.length]);
}

function show(id) {
  emitEvent("chat_open", { id });
  words.focus();
}

function act(key) {
  const dialog = $("dialog[open]");
  if (key === "F1") { if (dialog) dialog.close(); else $("#keys").showModal(); }
  else if (dialog) return false;
  else if (key === "F2") emitEvent("chat_claim", { id: $("#talk [data-waiting=true]")?.dataset.open ?? "" });
  else if (key === "F4") next();
  else if (key === "F8") $("#talk [data-mine=true]") ? emitEvent("chat_passing", {}) : say("not_yours");
  else if (key === "F9") $("#talk [data-mine=true]") ? $("#ending").showModal() : say("not_yours");
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

/** Offer to whom the visitor may be passed on. */
function pass(offered) {
  const list = $("#pass-on");
  list.replaceChildren(...offered.map(([value, name]) => new Option(name, value)));
  list.selectedIndex = 0;
  $("#passing").returnValue = "";
  $("#passing").showModal();
  list.focus();
}

function passed() {
  const [kind, ...rest] = $("#pass-on").value.split("/");
  if ($("#passing").returnValue === "ok" && rest.length) emitEvent("chat_transfer", { [kind]: rest.join("/") });
  words.focus();
}

/** Another conversation is shown: its own draft comes back. */
function changed() {
  const open = $("#talk [data-open]")?.dataset.open ?? "";
  if (open !== current) {
    drafts.set(current, words.value);
    words.value = drafts.get(open) ?? "";
    current = open;
    unfolded.clear();
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
  say,
  pass,
  focus: () => { words.disabled = false; words.focus(); },
  sent: () => { words.value = ""; drafts.delete(current); },
  typing: () => {
    const line = $("#typing");
    if (!line) return;
    line.textContent = texts.typing;
    clearTimeout(still);
    still = setTimeout(() => { line.textContent = ""; }, TYPING_MS + 1000);
  },
};

function begin() {
  words = $("#words");
  texts = JSON.parse($("#texts").dataset.texts);
  phrases = JSON.parse($("#texts").dataset.phrases);
  title = $("#texts").dataset.title;
  listen(texts);
  document.addEventListener("keydown", onKey);
  $("#send").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  words.addEventListener("input", () => {
    if (Date.now() - told > TYPING_MS) { told = Date.now(); emitEvent("chat_typing", {}); }
  });
  $("#presence").addEventListener("change", (event) => {
    const [state, minutes] = event.target.value.split("/");
    if (state) emitEvent("chat_presence", { state, minutes: Number(minutes ?? 0) });
  });
  $("#passing").addEventListener("close", passed);
  $("#ending").addEventListener("close", (event) => {
    if (event.target.returnValue) emitEvent("chat_close", { ending: event.target.returnValue });
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
  document.documentElement.dataset.ready = "";
}

const waiting = setInterval(() => {
  if ($("#words") && $("#lists") && $("#talk") && $("#texts") && window.emitEvent) { clearInterval(waiting); begin(); }
}, 20);
