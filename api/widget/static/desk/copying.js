/** Copy a text; tells whether the browser let it. */
export async function copied(text) {
  try {
    if (!navigator.clipboard || !isSecureContext) return copyOldWay(text);
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Pages without https have no clipboard; the old command still works there. */
function copyOldWay(text) {
  const field = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text }));
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
