// The figures of a shift are read; the only keys open the map and lead to other pages.
import { begin, help } from "./opening.js";

begin(() => {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F1" && event.key !== "?") return;
    event.preventDefault();
    help();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-key]")) help(); });
  document.querySelector("#shift").focus();
}, "#shift", "#keys");
