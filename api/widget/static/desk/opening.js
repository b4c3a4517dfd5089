// What the pages of the desk have in common: when they begin, and the map of their keys.

/** Begin once a page is put together, which a script does that runs after this one. */
export function begin(start, ...parts) {
  const waiting = setInterval(() => {
    if (!window.emitEvent || !parts.every((each) => document.querySelector(each))) return;
    clearInterval(waiting);
    start();
    document.documentElement.dataset.ready = "";
  }, 20);
}

/** Open the map of keys, or close it. */
export function help() {
  const map = document.querySelector("#keys");
  if (map.open) map.close();
  else map.showModal();
}
