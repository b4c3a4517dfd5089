// A file of pairs, or of what the form names (data-to, data-tells), goes to the API; its report is drawn by the server, and whole as a file for who mends the rows.
const MOST_SHOWN = 200;
const FORMULA = /^[=+\-@\t\r]/;
let report = { lines: [], errors: [] };

const words = () => JSON.parse(document.querySelector("#import").dataset.saying);

async function send(form, dry) {
  const body = new FormData(form);
  body.set("dry_run", dry);
  const me = await (await fetch("/api/v1/staff/me")).json();
  const answer = await fetch(form.dataset.to ?? "/api/v1/admin/exchange/import", { method: "POST", body, headers: { "X-CSRF-Token": me.csrf_token ?? "" } });
  const told = await answer.json();
  if (!answer.ok) throw new Error([told.detail, ...(told.errors ?? []).map((each) => each.reason)].join(""));
  return told;
}

async function onSubmit(event) {
  if (event.target.id !== "import") return;
  event.preventDefault();
  const form = event.target, dry = event.submitter.dataset.dry === "true";
  const buttons = [...form.querySelectorAll("[data-dry]")];
  buttons.forEach((each) => { each.disabled = true; });
  window.admin.say(words().reading, "done");
  try {
    report = await send(form, dry);
    const errors = report.errors.length;
    emitEvent(form.dataset.tells ?? "import_told", { errors, report: { ...report, lines: [], errors: report.errors.slice(0, MOST_SHOWN) } });
  } catch (error) {
    window.admin.say(error instanceof TypeError ? words().lost : error.message, "wrong");
  }
  buttons[0].disabled = false;
  buttons[1].disabled = !dry || !report.rows;
}

/** One cell; what a spreadsheet would take for a formula becomes text. */
function cell(value) {
  const text = String(value ?? "");
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

function download() {
  const rows = [
    ...report.lines.map((each) => [each.row, words()[each.action] ?? each.action, each.question, each.warnings.join("；")]),
    ...report.errors.map((each) => [each.row, words().error, "", each.reason]),
  ].sort((one, other) => one[0] - other[0]);
  const text = [words().head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: "text/csv" }));
  link.download = words().name;
  link.click();
  URL.revokeObjectURL(link.href);
}

document.addEventListener("submit", onSubmit);
document.addEventListener("click", (event) => { if (event.target.closest("[data-report]")) download(); });
document.addEventListener("change", (event) => {
  if (event.target.id === "file") document.querySelector("#import [data-dry=false]").disabled = true;
});
