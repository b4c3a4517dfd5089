// A document being corrected: the cursor's place for parting a clause, and the printed lines of the clause that is open.
const open_lines = () => document.querySelectorAll(".printed-lines .here");

function focus() {
  open_lines()[0]?.scrollIntoView({ block: "center" });
  document.querySelector(".nodes [aria-current]")?.focus({ preventScroll: false });
}

document.addEventListener("selectionchange", () => {
  const field = document.activeElement;
  if (field?.matches("textarea[data-cursor]")) field.form.elements.at.value = field.selectionStart;
});
// A click on a printed line opens the clause that it stands in.
document.addEventListener("click", (event) => {
  const node = event.target.closest(".printed-lines [data-node]")?.dataset.node;
  if (node && node !== "-1") document.querySelector(`.nodes [data-index="${node}"]`)?.click();
});
window.reading = { focus };
