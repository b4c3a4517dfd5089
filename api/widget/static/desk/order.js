// The work order of what is open: filled in by the service, checked by the operator, saved by Enter.
const $ = (selector) => document.querySelector(selector);
const fields = () => $("#order-form").elements;
let back, due = {}, mark = "", id = "";

/** Ask what the order says; the dialog opens when it is there. */
export function order(of) {
  emitEvent("order_ask", { id: of });
}

/** The day follows kind and urgency until somebody has set it. */
function setDay() {
  const days = due[fields().kind.value];
  if (days && !fields().due_on.dataset.set) fields().due_on.value = days[Number(fields().is_urgent.checked)];
}

function fill(told) {
  if ($("dialog[open]")) return;
  ({ due, id } = told);
  mark = crypto.randomUUID?.().replaceAll("-", "") ?? `${Date.now()}`.padStart(16, "0");
  $("#order-form").reset();
  for (const name of ["kind", "summary", "words", "department"]) fields()[name].value = told[name];
  delete fields().due_on.dataset.set;
  setDay();
  $("#order-why").textContent = told.why;
  $("#order-refused").hidden = true;
  $("#order-form").hidden = false;
  $("#order-saved").hidden = true;
  $("#order").showModal();
  fields().kind.focus();
}

function save() {
  const told = Object.fromEntries(new FormData($("#order-form")));
  emitEvent("order_save", { ...told, is_urgent: fields().is_urgent.checked, id, mark });
}

function refused(reason) {
  $("#order-refused").textContent = reason;
  $("#order-refused").hidden = false;
  $("#order-refused").scrollIntoView({ block: "nearest" });
}

function saved({ number, spoken, standing }) {
  $("#order-form").hidden = true;
  $("#order-saved").hidden = false;
  $("#order .order-number").textContent = number;
  $("#order .order-spoken").textContent = spoken;
  $("#order .order-standing").textContent = standing;
  $("#order-done").focus();
}

/** Watch the dialog; `leave` puts the focus back where the page wants it. */
export function orders(leave) {
  back = leave;
  window.order = { fill, refused, saved };
  $("#order-form").addEventListener("submit", (event) => { event.preventDefault(); save(); });
  $("#order-form").addEventListener("change", (event) => {
    if (event.target.name === "due_on") event.target.dataset.set = "";
    else setDay();
  });
  // Enter saves from every field but the long one, where Ctrl+Enter does.
  $("#order").addEventListener("keydown", (event) => {
    // The page's own keys rest while it is open: nothing typed here is lost by one of them.
    if (/^F\d+$/.test(event.key)) { event.stopPropagation(); event.preventDefault(); }
    if (event.key !== "Enter" || event.isComposing || event.target.matches("button")) return;
    if (event.target.matches("textarea") && !event.ctrlKey) return;
    event.preventDefault();
    $("#order-form").requestSubmit();
  });
  for (const button of ["#order-cancel", "#order-done"]) $(button).addEventListener("click", () => $("#order").close());
  $("#order").addEventListener("close", () => back());
}
