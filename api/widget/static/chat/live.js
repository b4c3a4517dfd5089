/** The hand-off to a person: the queue, who serves, their words; it goes on after a lost line and a reload. */

import { answerCard } from "./card/card.js";
import { el } from "./dom.js";
import { entry, t } from "./texts.js";
import { enterQueue, freshKey, handoffLine, leaveHandoff, readHandoff } from "./transport.js";

const [AGAIN_MS, TYPED_MS, TYPING_MS, UNDER_WAY_MS] = [3_000, 2_000, 4_000, 3_000];

export class Live {
  constructor({ log, history, sent, onchange, onclosed, onfree }) {
    Object.assign(this, { log, history, sent, onchange, onclosed, onfree });
    this.text = el("p", { role: "status" });
    this.button = el("button", { type: "button", class: "plain", onclick: () => this.leave() });
    this.node = el("section", { class: "live", hidden: true, tabindex: "-1", "aria-label": t("live_label") }, this.text, this.button);
    window.addEventListener("online", () => this.#follow());
  }

  get isOpen() {
    return Boolean(this.history.state.live);
  }

  get isServed() {
    return this.history.state.live?.state === "claimed";
  }

  /** Wait for a person. */
  async enter() {
    const { conversation_id, region } = this.history.state;
    this.key ??= freshKey();
    this.#take(await enterQueue({ conversation_id, region, client_id: this.key }), 0);
    this.#follow();
    this.node.focus();
  }

  /** Leave the queue or the person, once what was said last has arrived. */
  async leave() {
    await Promise.race([this.sent(), new Promise((go) => setTimeout(go, UNDER_WAY_MS))]);
    if (this.isOpen) this.#hear(leaveHandoff);
  }

  /** The conversation is cleared. */
  drop() {
    if (this.isOpen) leaveHandoff(this.history.state.conversation_id, 0).catch(() => {});
    this.#end();
  }

  restore() {
    if (this.isOpen) this.#show(this.history.state.live);
    this.#follow();
  }

  /** The visitor types; tells whether a person will read it. */
  typed() {
    if (this.isServed && this.line?.readyState === WebSocket.OPEN && !(Date.now() - this.typedAt < TYPED_MS)) {
      this.typedAt = Date.now();
      this.line.send('{"type":"typing"}');
    }
    return this.isServed;
  }

  /** Have a line, and while there is none ask every few seconds. */
  #follow() {
    clearTimeout(this.timer);
    if (!this.isOpen || this.line) return;
    const { conversation_id, live } = this.history.state;
    const line = handoffLine(conversation_id, live.newest);
    this.line = line;
    line.onmessage = ({ data }) => {
      const { type, visit } = JSON.parse(data);
      if (this.line !== line) return;
      if (type === "typing") this.#typing();
      else this.#take(visit);
    };
    line.onclose = async () => {
      if (this.line !== line) return;
      this.line = null;
      await this.#hear(readHandoff);
      this.timer = setTimeout(() => this.#follow(), AGAIN_MS);
    };
  }

  /** Take what the service says, unless it is over meanwhile. */
  async #hear(ask) {
    const { conversation_id, live } = this.history.state;
    await ask(conversation_id, live.newest).then((visit) => this.isOpen && this.#take(visit), (error) => this.#lost(error));
  }

  #take({ entries, ...live }, known = this.history.state.live?.newest ?? 0) {
    if (live.newest < known) return;
    this.history.keep({ conversation_id: live.conversation_id, live });
    for (const each of entries) if (each.position > known) this.#happened(each);
    this.#show(live);
    if (live.state === "closed" || live.state === "left") this.#end();
    this.onchange();
    if (live.state === "closed") this.onclosed();
  }

  #happened({ kind, author, name, text, card }) {
    const told = kind in entry("live_notes") ? { note: t(`live_notes.${kind}`, { name }) } : card ? { card } : author === "operator" ? { name, text } : null;
    if (!told) return;
    this.log.setThinking("");
    this.history.add(told);
    this.log.show(card ? this.log.addReply(answerCard(card, {})) : this.log.addWords(told), "center");
  }

  #show({ state, place, median_wait_s, operator }) {
    const wait = median_wait_s ? t("live_median", { minutes: Math.ceil(median_wait_s / 60) }) : "";
    this.#tell(state === "claimed" ? t("live_served", { name: operator }) : t("live_waiting", { place, wait }));
    this.button.textContent = t(state === "claimed" ? "live_finish" : "live_leave");
    this.node.hidden = false;
  }

  #tell(text) {
    if (this.text.textContent !== text) this.text.textContent = text;
  }

  #typing() {
    this.log.setThinking(t("live_typing"));
    this.log.timer = setTimeout(() => this.log.setThinking(""), TYPING_MS);
  }

  #lost(error) {
    if (error?.kind === "gone") this.#end();
    else this.#tell(t("live_lost"));
    this.onchange();
  }

  #end() {
    const { line, node } = this;
    const focused = node.contains(node.getRootNode().activeElement);
    this.line = this.key = null;
    line?.close();
    node.hidden = true;
    this.history.keep({ live: null });
    if (focused) this.onfree();
  }
}
