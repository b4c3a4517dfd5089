// What every page of the console does in the browser: forms and buttons tell the server, words come back in one line.
//
//   <form data-event="name">       told when it is sent, with its fields
//   <form data-live="name">        told while it is filled in
//   <button data-event="name">     told when it is pressed, with its other data-…
//   <button data-opens="id">       opens a dialog, whose form takes the button's data-… along
//   <input data-all>               chooses every row of its form
//   <form data-guard>              leaving with unsaved changes is asked about
const $ = (selector, from = document) => from.querySelector(selector);
const PATIENCE_MS = 250;

let hush, live, live_form;

/** Say something; what went wrong stays until it is put away. */
function say(sentence, tone = "done") {
  const box = $("#said");
  clearTimeout(hush);
  box.dataset.tone = tone;
  $("p", box).textContent = "";
  requestAnimationFrame(() => { $("p", box).textContent = sentence; });
  if (tone === "done") hush = setTimeout(quiet, 6000);
}

function quiet() {
  delete $("#said").dataset.tone;
  $("#said p").textContent = "";
}

/** Lead to another page; what was saved is not asked about. */
function go(address) {
  saved();
  location.assign(address);
}

/** Return a form's fields; of fields of one name, those named with [] as a list. */
function told(form) {
  const fields = new FormData(form), found = rest(form);
  for (const name of new Set(fields.keys())) {
    if (name.endsWith("[]")) found[name.slice(0, -2)] = fields.getAll(name);
    else found[name] = fields.get(name);
  }
  return found;
}

function rest(element) {
  const { event, opens, live, guard, saved: _, ...more } = element.dataset;
  return more;
}

function onSubmit(event) {
  const form = event.target.closest("form[data-event], form[data-live]");
  if (!form) return;
  event.preventDefault();
  const button = event.submitter;
  const name = button?.dataset.event ?? form.dataset.event;
  if (name) emitEvent(name, { ...told(form), ...rest(button ?? form) });
  form.closest("dialog")?.close();
}

function onClick(event) {
  const button = event.target.closest("[data-event], [data-opens], [data-hush], [data-close]");
  if (!button || button.matches("form, [type=submit]")) return;
  if ("saved" in button.dataset && isChanged()) return say($("form[data-guard]").dataset.guard, "wrong");
  if ("hush" in button.dataset) quiet();
  else if ("close" in button.dataset) button.closest("dialog")?.close();
  else if (button.dataset.opens) {
    const dialog = document.getElementById(button.dataset.opens);
    Object.assign($("form", dialog).dataset, rest(button), { event: button.dataset.event });
    $("form", dialog).reset();
    for (const field of dialog.querySelectorAll("[data-from]")) field.value = button.dataset[field.dataset.from] ?? "";
    dialog.showModal();
  } else emitEvent(button.dataset.event, rest(button));
}

/** Tell the server what is filled in, a moment after the last key. */
function onInput(event) {
  if (event.target.matches("[data-all]")) {
    for (const each of event.target.form.querySelectorAll('[name="ids[]"]')) each.checked = event.target.checked;
  }
  const form = event.target.closest("form[data-live]");
  if (event.target.closest("form[data-guard]")) event.target.closest("form").dataset.changed = "true";
  if (!form) return;
  if (live_form !== form) tell();
  live_form = form;
  clearTimeout(live);
  live = setTimeout(tell, event.type === "change" ? 0 : PATIENCE_MS);
}

function tell() {
  clearTimeout(live);
  if (live_form?.isConnected) emitEvent(live_form.dataset.live, told(live_form));
  live_form = undefined;
}

const isChanged = () => Boolean($("form[data-guard][data-changed]"));

/** What is on the page is saved: leaving it loses nothing. */
function saved(fields = {}) {
  const form = $("form[data-guard]");
  if (!form) return;
  delete form.dataset.changed;
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !$("dialog[open]") && $("#said").dataset.tone) return quiet();
  if (event.key !== "/" || event.target.closest("input, textarea, select, dialog")) return;
  const search = $("[data-search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
}

/** Bring the open page's entry of a long menu into sight, without moving the page. */
function showPlace() {
  const menu = $(".menu"), here = $("[aria-current]", menu);
  if (here) menu.scrollTop = here.offsetTop - menu.offsetTop - menu.clientHeight / 2;
}

function begin() {
  window.admin = { say, go, saved, addressed: (query) => history.replaceState(null, "", query || location.pathname) };
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
  document.addEventListener("input", onInput);
  document.addEventListener("change", onInput);
  document.addEventListener("keydown", onKey);
  window.addEventListener("beforeunload", (event) => { if (isChanged()) event.preventDefault(); });
  window.socket?.on("disconnect", () => { $("#lost").hidden = false; });
  window.socket?.on("connect", () => { $("#lost").hidden = true; });
  showPlace();
  document.documentElement.dataset.ready = "";
}

// The page is put together by a script that runs after this one.
const waiting = setInterval(() => {
  if ($("#main h1") && window.emitEvent) { clearInterval(waiting); begin(); }
}, 20);
