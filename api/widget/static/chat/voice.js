/** Asking by voice, where the browser can hear. */

import { el } from "./dom.js";
import { hush } from "./reader.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;

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
