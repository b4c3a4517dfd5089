/** What stands before the first question: an invitation, topics, and questions that others ask. */

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { entry, t } from "./texts.js";
import { questionsAbout } from "./transport.js";

export class Greeting {
  constructor({ hot, region, onask }) {
    this.region = region;
    this.onask = onask;
    this.hot = hot.map((label) => ({ label, qa_id: null }));
    this.list = el("ul", { class: "starters" });
    this.status = el("p", { class: "starters-note", role: "status" });
    this.topics = this.#topics();
    this.node = el("section", { class: "greeting" },
      el("h2", { class: "invitation" }, t("greeting_title")),
      el("p", { class: "lead" }, t("greeting_text")),
      this.topics, this.list, this.status,
    );
    this.#show(this.hot);
  }

  #topics() {
    const label = freshId("topics");
    const all = [{ label: t("topics_hot"), query: null }, ...entry("topics")];
    const buttons = all.map((topic, place) =>
      el("button", { type: "button", "aria-pressed": String(place === 0), onclick: (event) => this.#pick(topic, event.currentTarget) }, topic.label));
    return el("div", { class: "topics", role: "group", "aria-labelledby": label },
      el("h3", { id: label, class: "heard" }, t("topics_label")), buttons);
  }

  async #pick(topic, button) {
    for (const other of this.topics.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
    this.picked = topic;
    if (topic.query === null) return this.#show(this.hot);
    this.status.textContent = t("topics_loading");
    const found = await questionsAbout(topic.query, this.region()).catch(() => []);
    if (this.picked === topic) this.#show(found);
  }

  #show(questions) {
    this.status.textContent = questions.length ? "" : t("topics_empty");
    this.list.replaceChildren(...questions.map(({ label, qa_id }) =>
      el("li", {}, el("button", { type: "button", onclick: () => this.onask({ text: label, choice: qa_id }) },
        el("span", {}, label), icon("chevron")))));
  }
}
