// A new visitor who waits is shown in the bar; where the operator switched it on by key, a short sound besides.
const $ = (selector) => document.querySelector(selector);
const KEY = "yihaoda.desk.sound";
const NOTES = [[660, 0], [880, 0.14]];
const NOTE_S = 0.12;
const SHOWN_MS = 8000;
let known = null, texts, on = false, context, hush;

/** A browser lets nothing sound before its user has pressed something on the page. */
async function ring() {
  if (!on || !navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  await context.resume();
  const volume = new GainNode(context, { gain: 0.12 });
  volume.connect(context.destination);
  for (const [frequency, after] of NOTES) {
    const note = new OscillatorNode(context, { frequency });
    note.connect(volume);
    note.start(context.currentTime + after);
    note.stop(context.currentTime + after + NOTE_S);
  }
}

function show() {
  $("#sound").setAttribute("aria-pressed", String(on));
  $("#sound span").textContent = on ? texts.sound_on : texts.sound_off;
}

/** Switched on, it lets itself be heard once. */
export function toggle() {
  on = !on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch { /* a browser that keeps nothing forgets it with the tab */ }
  show();
  ring();
}

/** Look at who waits; whoever was not there before is new, except when the page opens. */
export function arrived() {
  const waiting = [...document.querySelectorAll("#list-waiting ~ ul [data-handoff]")].map((each) => each.dataset.handoff);
  const isNew = known !== null && waiting.some((each) => !known.has(each));
  known = new Set(waiting);
  const line = $("#arrived");
  if (!waiting.length) line.textContent = "";
  if (!isNew) return;
  line.textContent = texts.arrived;
  clearTimeout(hush);
  hush = setTimeout(() => { line.textContent = ""; }, SHOWN_MS);
  ring();
}

export function listen(said) {
  texts = said;
  try {
    on = localStorage.getItem(KEY) === "on";
  } catch { on = false; }
  show();
  $("#sound").addEventListener("click", toggle);
}
