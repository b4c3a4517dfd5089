/** The words of the page, handed over by the server as JSON; no sentence stands in the code. */

let words = {};

export function useTexts(given) {
  words = given;
}

/** Return whatever stands at a dotted key: a sentence, a list or a group. Throws for an unknown key. */
export function entry(key) {
  const found = key.split(".").reduce((group, part) => group?.[part], words);
  if (found === undefined) throw new Error(`no text for ${key}`);
  return found;
}

/** Return the sentence at a key with its {values} filled in. */
export function t(key, values = {}) {
  return entry(key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
