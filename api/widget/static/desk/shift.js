// The figures of a shift are read; the only keys open the map and lead to other pages.
const keys = () => document.querySelector("#keys");

function help() {
  if (keys().open) keys().close();
  else keys().showModal();
}

function begin() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F1" && event.key !== "?") return;
    event.preventDefault();
    help();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-key]")) help(); });
  document.querySelector("#shift").focus();
  document.documentElement.dataset.ready = "";
}

const waiting = setInterval(() => {
  if (keys() && document.querySelector("#shift")) { clearInterval(waiting); begin(); }
}, 20);
