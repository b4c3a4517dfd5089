/** At the end of a conversation: how was it, in five steps and a word of one's own. */

import { el } from "./dom.js";
import { opinionForm } from "./opinion.js";
import { entry, t } from "./texts.js";
import { busyOr, sendSatisfaction } from "./transport.js";

export class Closing {
  constructor({ onclose, onstay }) {
    Object.assign(this, { onclose, onstay });
    this.node = el("section", { class: "closing", hidden: true, "aria-label": t("closing_title") });
  }

  /** Show the form; who asked for it is taken there. */
  ask(conversationId, isAsked = true) {
    const form = opinionForm({
      legend: t("closing_title"),
      options: entry("closing_scores").map((text, place) => [place + 1, text]),
      submit: t("closing_submit"),
      ways: [[t("closing_skip"), () => this.onclose(t("cleared"))], [t("closing_stay"), () => this.onstay()]],
      onsubmit: async ({ chosen, comment }, note) => {
        if (!chosen) return note.replaceChildren(t("closing_choose"));
        try {
          await sendSatisfaction(conversationId, { score: Number(chosen), comment });
        } catch (error) {
          return note.replaceChildren(busyOr(error, t("feedback_failed")));
        }
        return this.onclose(t("closing_thanks"));
      },
    });
    this.node.replaceChildren(form);
    this.node.hidden = false;
    if (isAsked) form.querySelector("input").focus();
    this.node.scrollIntoView({ block: "center" });
  }
}
