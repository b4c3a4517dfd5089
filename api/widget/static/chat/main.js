/**
 * Entry: <yihaoda-chat config="id of a JSON block">, the citizen's conversation in a shadow tree of its own.
 * On another website the property `config` holds what the block would, and the attribute `embedded` is set.
 */

import { follow, serve } from "../comfort.js";
import { watch } from "../notices.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { el } from "./dom.js";
import { Greeting } from "./greeting.js";
import { History } from "./history.js";
import { icon } from "./icons.js";
import { Live } from "./live.js";
import { Log } from "./log.js";
import { Closing } from "./opinion.js";
import { RegionPicker } from "./regions.js";
import { t, useTexts } from "./texts.js";
import { deskHours, openLine } from "./transport.js";

const SHEETS = ["../tokens.css", "./chat.css", "./card.css"];

class YihaodaChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const config = this.config ?? JSON.parse(document.getElementById(this.getAttribute("config")).textContent);
    useTexts(config.texts);
    openLine();
    for (const [name, value] of Object.entries(config.colors)) this.style.setProperty(`--${name}`, value);
    this.attachShadow({ mode: "open" });
    this.history = new History();
    this.#assemble(config);
    this.conversation.restore();
    this.live.restore();
    this.#arrange();
    this.#askFromAddress();
  }

  get embedded() {
    return this.hasAttribute("embedded");
  }

  #assemble({ hot, regions, site }) {
    const notices = el("div", { class: "announced" });
    if (this.embedded && site) watch(notices, site);
    this.regions = new RegionPicker({ names: regions, chosen: this.history.state.region, onchange: (name) => this.#setRegion(name) });
    this.log = new Log();
    const region = () => this.regions.value;
    const onask = (asked) => this.#ask(asked);
    this.live = new Live({
      log: this.log,
      history: this.history,
      sent: () => this.conversation.sent,
      onchange: () => this.#arrange(),
      onfree: () => this.composer.focus(),
      onclosed: () => this.closing.ask(this.history.state.conversation_id, false),
    });
    this.composer = new Composer({ region, onask, onsend: (text) => this.#ask({ text }), ontyped: () => this.live.typed() });
    this.conversation = new Conversation({
      log: this.log,
      history: this.history,
      live: this.live,
      onbusy: (busy) => {
        this.composer.setBusy(busy);
        this.#arrange();
      },
      onregion: (name) => this.#setRegion(name),
      onperson: () => this.#person(),
    });
    this.composer.node.prepend(this.live.node);
    this.greeting = new Greeting({ hot, region, onask });
    this.closing = new Closing({ onclose: (thanks) => this.#clear(thanks), onstay: () => this.#arrange() });
    const frame = el("section", { class: "frame", "aria-label": t("label"), hidden: true },
      notices, this.#bar(), this.greeting.node, this.log.node, this.closing.node, this.composer.node);
    this.shadowRoot.append(...this.#sheets(frame), frame);
  }

  #bar() {
    const button = (text, sign, onclick) => el("button", { type: "button", class: "plain", onclick }, icon(sign), text);
    this.handoff = button(t("person"), "person", () => this.#person());
    this.ending = button(t("end"), "check", () => this.closing.ask(this.history.state.conversation_id));
    this.clearButton = button(t("clear"), "clear", () => this.#clear(t("cleared")));
    this.announcer = el("p", { class: "announcer", role: "status" });
    if (!this.embedded) follow(this);
    const comfort = this.embedded ? comfortBox(this) : null;
    return el("div", { class: "bar" }, this.regions.node, this.announcer, comfort,
      el("div", { class: "doings" }, this.handoff, this.ending, this.clearButton));
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
    if (sent) this.composer.setText("");
    else this.composer.tell(t("wait"));
    this.#arrange();
    return sent;
  }

  /** Into the queue where somebody is there; else the service says when, and takes a number to call back. */
  async #person() {
    const { is_there } = await deskHours().catch(() => ({}));
    const refused = is_there ? await this.live.enter().catch((error) => error) : {};
    if (refused?.kind === "busy") this.announcer.textContent = refused.detail;
    else if (refused) this.#ask({ text: t("person") });
  }

  #arrange() {
    const { started } = this.conversation;
    const focused = this.greeting.node.contains(this.shadowRoot.activeElement);
    this.greeting.node.hidden = started;
    this.closing.node.hidden = true;
    if (started && focused) this.log.region.focus({ preventScroll: true });
    this.handoff.hidden = this.live.isOpen;
    this.composer.field.placeholder = t(this.live.isServed ? "live_placeholder" : "composer_placeholder");
    this.clearButton.hidden = !started;
    this.ending.hidden = !this.history.state.conversation_id;
  }

  #setRegion(name) {
    this.regions.value = name;
    const chosen = this.regions.value;
    this.history.keep({ region: chosen });
    this.announcer.textContent = chosen ? t("region_changed", { region: chosen }) : t("region_cleared");
  }

  #clear(told) {
    this.conversation.clear();
    this.#arrange();
    this.announcer.textContent = told;
    this.composer.focus();
  }

  /** A link such as /?q=… asks its question once. */
  async #askFromAddress() {
    const address = new URL(location.href);
    const question = this.embedded ? "" : address.searchParams.get("q")?.trim();
    if (!question) return;
    address.searchParams.delete("q");
    window.history.replaceState(null, "", address);
    await this.ready;
    this.#ask({ text: question });
  }
}

/** The controls for reading where no masthead has them: in the panel on another website. */
function comfortBox(node) {
  const button = (how, text, label) => el("button", { type: "button", class: "plain", "data-do": how, "aria-label": label }, text);
  const box = el("div", { class: "comfort", role: "group", "aria-label": t("comfort_label") },
    button("smaller", t("smaller"), t("smaller_label")), button("larger", t("larger"), t("larger_label")),
    button("elder", t("elder")));
  serve(box, node);
  return box;
}

if (!customElements.get("yihaoda-chat")) customElements.define("yihaoda-chat", YihaodaChat);
