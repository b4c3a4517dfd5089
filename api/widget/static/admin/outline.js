// An interpretation that is being written is saved as a Word file.
import { meant, reasons } from "./interpret.js";

/** Return an outline as its form holds it; a question that was emptied is left out. */
function outline(form) {
  const all = (name) => [...form.querySelectorAll(`[name="${name}[]"]`)].map((each) => each.value.trim());
  const clauses = all("clauses"), answers = all("answers");
  const parts = all("questions").map((question, place) => ({ question, clause: clauses[place], answer: answers[place] }));
  return { title: form.elements.title.value.trim(), parts: parts.filter((each) => each.question) };
}

/** Save an outline as a Word file. */
async function onOutline(form) {
  const headers = { ...(await meant()), "Content-Type": "application/json" };
  const body = JSON.stringify(outline(form));
  try {
    const answer = await fetch(`/api/v1/admin/doubts/${form.dataset.policy}/outline.docx`, { method: "POST", body, headers });
    if (!answer.ok) throw new Error(reasons(await answer.json()));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${form.elements.title.value.trim()}.docx`;
    link.click();
    URL.revokeObjectURL(link.href);
    window.admin.saved();
  } catch (error) {
    window.admin.say(error instanceof TypeError ? JSON.parse(form.dataset.saying).lost : error.message, "wrong");
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-outline]");
  if (button) onOutline(button.form);
});
