/** Reading an answer aloud, where the browser can. */

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const voice = globalThis.speechSynthesis;
let stop = () => {};

/** A button that reads a card and, pressed again, falls silent; null where nothing can be read. */
export function readAloud(card) {
  if (!voice || !globalThis.SpeechSynthesisUtterance) return null;
  const words = el("span", {}, t("read_aloud"));
  const button = el("button", { type: "button", class: "plain aloud", "aria-pressed": "false" }, icon("speaker"), words);
  const rest = () => {
    button.setAttribute("aria-pressed", "false");
    words.textContent = t("read_aloud");
    stop = () => {};
  };
  button.addEventListener("click", () => {
    const reading = button.getAttribute("aria-pressed") === "true";
    hush();
    if (reading) return;
    const said = new SpeechSynthesisUtterance(spoken(card));
    said.lang = "zh-CN";
    said.rate = 0.95;
    said.onend = rest;
    said.onerror = rest;
    stop = rest;
    button.setAttribute("aria-pressed", "true");
    words.textContent = t("stop_reading");
    voice.speak(said);
  });
  return button;
}

/** Fall silent. */
export function hush() {
  stop();
  voice?.cancel();
}

function spoken({ summary, detail }) {
  return [summary, ...(detail ?? []).map(({ label, text }) => `${label}，${text}`)].join("\n");
}
