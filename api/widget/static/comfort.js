/** What makes reading easier, remembered in this browser: larger letters, and elder mode with larger targets. */

const KEY = "yihaoda-comfort";
const CHANGED = "yihaoda-comfort";
const SIZES = ["", "large", "larger", "largest"];
const ELDER_FROM = 2;

/** {size: 0 to 3, elder: true or false} */
export function comfort() {
  try {
    const { size = 0, elder = false } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return { size: size in SIZES ? size : 0, elder: elder === true };
  } catch {
    return { size: 0, elder: false };
  }
}

/** Change by "larger", "smaller" or "elder"; everything that follows changes with it. */
export function change(how) {
  const now = comfort();
  const steps = { larger: 1, smaller: -1 };
  const size = Math.min(Math.max(now.size + (steps[how] ?? 0), 0), SIZES.length - 1);
  const elder = how === "elder" ? !now.elder : now.elder;
  const least = elder ? ELDER_FROM : 0;
  const then = { elder, size: how === "elder" && !elder ? 0 : Math.max(size, least) };
  try {
    localStorage.setItem(KEY, JSON.stringify(then));
  } catch { /* A browser that keeps nothing still shows it, on this page. */ }
  window.dispatchEvent(new CustomEvent(CHANGED, { detail: then }));
}

/** Mark an element with what was chosen, now and whenever it changes. */
export function follow(node, then = () => {}) {
  const mark = (chosen) => {
    node.toggleAttribute("data-elder", chosen.elder);
    if (chosen.size > 0) node.setAttribute("data-size", SIZES[chosen.size]);
    else node.removeAttribute("data-size");
    then({ ...chosen, smallest: chosen.size <= (chosen.elder ? ELDER_FROM : 0), largest: chosen.size === SIZES.length - 1 });
  };
  window.addEventListener(CHANGED, (event) => mark(event.detail));
  window.addEventListener("storage", (event) => event.key === KEY && mark(comfort()));
  mark(comfort());
}

/** Let three buttons, marked data-do="smaller", "larger" and "elder", do what they say. */
export function serve(box, node) {
  const buttons = Object.fromEntries([...box.querySelectorAll("[data-do]")].map((each) => [each.dataset.do, each]));
  for (const [how, button] of Object.entries(buttons)) {
    button.addEventListener("click", () => button.getAttribute("aria-disabled") === "true" || change(how));
  }
  follow(node, ({ elder, smallest, largest }) => {
    buttons.elder.setAttribute("aria-pressed", String(elder));
    buttons.smaller.setAttribute("aria-disabled", String(smallest));
    buttons.larger.setAttribute("aria-disabled", String(largest));
  });
  box.hidden = false;
}
