/** The conversation as kept in this tab: gone when the tab closes or the person clears it. */

const KEY = "yihaoda-chat";
const MOST = 60;

const fresh = () => ({ conversation_id: null, region: "", entries: [], unanswered: null, live: null });

export class History {
  constructor(storage = sessionStorage) {
    this.storage = storage;
    this.state = this.#load();
  }

  #load() {
    try {
      return { ...fresh(), ...JSON.parse(this.storage.getItem(KEY) ?? "{}") };
    } catch {
      return fresh();
    }
  }

  /** Keep a change; a full or forbidden storage costs the memory of the tab, not the conversation. */
  keep(change) {
    Object.assign(this.state, change);
    try {
      this.storage.setItem(KEY, JSON.stringify(this.state));
    } catch {
      this.storage.removeItem(KEY);
    }
  }

  add(entry) {
    this.keep({ entries: [...this.state.entries, entry].slice(-MOST) });
  }

  /** Note on a stored reply what became of it: that it was rated, the work order left under it. */
  mark(messageId, facts) {
    const entries = this.state.entries.map((entry) => (entry.message_id === messageId ? { ...entry, ...facts } : entry));
    this.keep({ entries });
  }

  /** Forget everything but the region. */
  clear() {
    this.keep({ ...fresh(), region: this.state.region });
  }
}
