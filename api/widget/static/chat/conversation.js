/** One conversation: sends what was asked, shows what came back, remembers both in the tab. */

import { answerCard } from "./card/card.js";
import { hush } from "./speech.js";
import { t } from "./texts.js";
import { freshKey, sendFeedback, sendMessage } from "./transport.js";

export class Conversation {
  constructor({ log, history, live, onbusy, onregion, onperson }) {
    Object.assign(this, { log, history, live, onbusy, onregion, onperson });
    this.pending = false;
    this.failed = null;
    /* Settles when the last message has arrived, or has failed to. */
    this.sent = Promise.resolve();
    window.addEventListener("online", () => this.#resume());
  }

  get started() {
    return this.log.list.childElementCount > 0;
  }

  /** Show again what the tab remembers. */
  restore() {
    let item = null;
    for (const entry of this.history.state.entries) {
      if (entry.card) this.#showReply(entry);
      else if (entry.note || entry.name) this.log.addWords(entry);
      else item = this.log.addQuestion(entry.text);
    }
    const { unanswered } = this.history.state;
    if (item && unanswered) this.sent = this.#send(item, unanswered);
  }

  /** Ask; `choice` names a pair whose button was pressed. Returns false while an answer is awaited. */
  ask({ text, choice = null }) {
    if (this.pending) return false;
    const item = this.log.addQuestion(text);
    this.history.add({ text });
    this.sent = this.#send(item, { text, choice, client_id: freshKey() });
    return true;
  }

  async #send(item, asked) {
    this.failed = null;
    this.history.keep({ unanswered: asked });
    this.log.clearFailure(item);
    this.#setPending(true);
    const show = () => this.log.show(item, this.live.isServed ? "center" : "start");
    show();
    const { conversation_id, region } = this.history.state;
    try {
      this.#receive(await sendOrBegin({ conversation_id, region, ...asked }));
      show();
    } catch (error) {
      this.failed = { item, asked, kind: error.kind };
      this.log.addFailure(item, { text: explain(error), onresend: () => this.#again() });
    } finally {
      this.#setPending(false);
    }
  }

  #receive({ conversation_id, message_id, reply, degraded, live }) {
    /* What went to a person comes back, with all that they say, through the hand-off. */
    if (live) return this.history.keep({ unanswered: null });
    const entry = { message_id, card: { ...reply, degraded: Boolean(degraded || reply.degraded) }, rated: false };
    this.history.keep({ conversation_id, unanswered: null });
    if (reply.region && reply.region !== this.history.state.region) this.onregion(reply.region);
    this.history.add(entry);
    this.#showReply(entry);
  }

  #showReply({ message_id, card, rated, ordered }) {
    this.log.addReply(answerCard(card, {
      rated,
      ordered,
      conversation: () => this.history.state.conversation_id,
      onask: (asked) => this.ask(asked),
      onregion: this.onregion,
      onperson: this.onperson,
      onrate: async (feedback) => {
        await sendFeedback(message_id, feedback);
        this.history.mark(message_id, { rated: true });
      },
      onordered: (kept) => this.history.mark(message_id, { ordered: kept }),
    }));
  }

  #again() {
    if (this.failed && !this.pending) this.sent = this.#send(this.failed.item, this.failed.asked);
  }

  #resume() {
    if (this.failed?.kind === "offline") this.#again();
  }

  #setPending(pending) {
    this.pending = pending;
    if (!this.live.isServed) this.log.setThinking(...(pending ? [t("thinking"), t("thinking_long")] : [""]));
    this.onbusy(pending);
  }

  clear() {
    this.failed = null;
    hush();
    this.live.drop();
    this.history.clear();
    this.log.empty();
  }
}

/** Send; a conversation that the service no longer knows begins anew with the same message. */
async function sendOrBegin(message) {
  try {
    return await sendMessage(message);
  } catch (error) {
    if (error.kind !== "gone" || !message.conversation_id) throw error;
    const { conversation_id: _, ...first } = message;
    return sendMessage(first);
  }
}

/** The service's own words where it gave some, else ours. */
function explain(error) {
  const sentences = {
    offline: "error_offline", timeout: "error_timeout", busy: "error_busy", server: "error_server", unreadable: "error_unreadable",
  };
  if (["refused", "busy"].includes(error.kind) && error.detail) return error.detail;
  return t(sentences[error.kind] ?? "error_server", { seconds: error.seconds });
}
