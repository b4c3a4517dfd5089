// From page to page of the desk with Alt and the key that stands in the map.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const tab = [...document.querySelectorAll(".tabs [data-code]")].find((each) => each.dataset.code === event.code);
  if (!tab) return;
  event.preventDefault();
  tab.click();
});
