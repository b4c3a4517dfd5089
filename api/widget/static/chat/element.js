/** <yihaoda-chat config="id of a JSON block">: the citizen's conversation in a shadow tree of its own. */

import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { el } from "./dom.js";
import { Greeting } from "./greeting.js";
import { History } from "./history.js";
import { icon } from "./icons.js";
import { Log } from "./log.js";
import { RegionPicker } from "./regions.js";
import { t, useTexts } from "./texts.js";

const SHEETS = ["../tokens.css", "./chat.css", "./card.css"];

export class YihaodaChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const config = JSON.parse(document.getElementById(this.getAttribute("config")).textContent);
    useTexts(config.texts);
    this.attachShadow({ mode: "open" });
    this.history = new History();
    this.#assemble(config);
    this.conversation.restore();
    this.#arrange();
    this.#askFromAddress();
  }

  #assemble({ hot, regions }) {
    this.regions = new RegionPicker({ names: regions, chosen: this.history.state.region, onchange: (name) => this.#setRegion(name) });
    this.log = new Log();
    this.composer = new Composer({ onsend: (text) => this.#ask({ text }) && this.composer.setText("") });
    this.conversation = new Conversation({
      log: this.log,
      history: this.history,
      onbusy: (busy) => this.composer.setBusy(busy),
      onregion: (name) => this.#setRegion(name),
    });
    this.greeting = new Greeting({ hot, region: () => this.regions.value, onask: (asked) => this.#ask(asked) });
    this.clearButton = el("button", { type: "button", class: "plain clear", onclick: () => this.#clear() }, icon("clear"), t("clear"));
    this.announcer = el("p", { class: "announcer", role: "status" });
    const bar = el("div", { class: "bar" }, this.regions.node, this.announcer, this.clearButton);
    const frame = el("section", { class: "frame", "aria-label": t("label"), hidden: true },
      bar, this.greeting.node, this.log.node, this.composer.node);
    this.shadowRoot.append(...this.#sheets(frame), frame);
  }

  /** The frame stays hidden until its styles are there. */
  #sheets(frame) {
    const links = SHEETS.map((path) => el("link", { rel: "stylesheet", href: new URL(path, import.meta.url).href }));
    const loaded = links.map((link) => new Promise((done) => {
      link.onload = done;
      link.onerror = done;
    }));
    this.ready = Promise.all(loaded).then(() => {
      frame.hidden = false;
    });
    return links;
  }

  #ask(asked) {
    const sent = this.conversation.ask(asked);
    if (!sent) this.composer.tell(t("wait"));
    this.#arrange();
    return sent;
  }

  #arrange() {
    const { started } = this.conversation;
    const focused = this.greeting.node.contains(this.shadowRoot.activeElement);
    this.greeting.node.hidden = started;
    if (started && focused) this.log.list.focus({ preventScroll: true });
    this.clearButton.hidden = !started;
  }

  #setRegion(name) {
    this.regions.value = name;
    const chosen = this.regions.value;
    this.history.keep({ region: chosen });
    this.announcer.textContent = chosen ? t("region_changed", { region: chosen }) : t("region_cleared");
  }

  #clear() {
    this.conversation.clear();
    this.#arrange();
    this.announcer.textContent = t("cleared");
    this.composer.focus();
  }

  /** A link such as /?q=… asks its question once. */
  async #askFromAddress() {
    const address = new URL(location.href);
    const question = address.searchParams.get("q")?.trim();
    if (!question) return;
    address.searchParams.delete("q");
    window.history.replaceState(null, "", address);
    await this.ready;
    this.#ask({ text: question });
  }
}
