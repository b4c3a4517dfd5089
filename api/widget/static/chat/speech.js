/** Asking by voice, where the browser can hear; reading an answer aloud, where it can speak. */

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
const voice = globalThis.speechSynthesis;
let stop = () => {};

/** A button that listens; null where the browser cannot. `onheard(text)` gets the words as they come. */
export function microphone({ onheard, ontell }) {
  if (!Recognition) return null;
  let ears = null;
  const button = el("button", { type: "button", class: "mic", "aria-label": t("speak"), "aria-pressed": "false", title: t("speak") }, icon("microphone"));
  const rest = () => {
    ears = null;
    button.setAttribute("aria-pressed", "false");
  };
  const listen = () => {
    hush();
    ears = new Recognition();
    Object.assign(ears, { lang: "zh-CN", interimResults: true, continuous: false });
    ears.onresult = ({ results }) => onheard(Array.from(results, ([best]) => best.transcript).join(""));
    ears.onerror = ({ error }) => ontell(t(error === "not-allowed" ? "speak_refused" : "speak_failed"));
    ears.onend = rest;
    button.setAttribute("aria-pressed", "true");
    ontell(t("listening"));
    ears.start();
  };
  button.addEventListener("click", () => (ears ? ears.stop() : listen()));
  return button;
}

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
