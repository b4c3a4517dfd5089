/** The choice of region, shown with the city's name only once. */

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

/** "示范市云川区" is shown as "云川区" where "示范市" is in the list too. */
export function shortName(name, names) {
  const parent = names.find((other) => other !== name && name.startsWith(other));
  return parent ? name.slice(parent.length) : name;
}

export class RegionPicker {
  constructor({ names, chosen, onchange }) {
    this.names = names;
    const id = freshId("region");
    this.select = el("select", { id, onchange: () => onchange(this.value) },
      el("option", { value: "" }, t("region_unset")),
      names.map((name) => el("option", { value: name }, shortName(name, names))),
    );
    this.node = el("div", { class: "region" }, icon("place"), el("label", { class: "heard", for: id }, t("region_label")), this.select);
    this.node.hidden = names.length === 0;
    this.value = chosen;
  }

  get value() {
    return this.select.value;
  }

  /** Choose a region by its full or short name; an unknown one leaves the choice as it was. */
  set value(name) {
    const known = this.names.find((full) => full === name || shortName(full, this.names) === name);
    if (known || name === "") this.select.value = known ?? "";
  }
}
