/** The controls for reading where no masthead has them: in the panel on another website. */

import { serve } from "../comfort.js";
import { el } from "./dom.js";
import { t } from "./texts.js";

export function comfortBox(node) {
  const button = (how, text, label) => el("button", { type: "button", class: "plain", "data-do": how, "aria-label": label }, text);
  const box = el("div", { class: "comfort", role: "group", "aria-label": t("comfort_label") },
    button("smaller", t("smaller"), t("smaller_label")), button("larger", t("larger"), t("larger_label")),
    button("elder", t("elder")));
  serve(box, node);
  return box;
}
