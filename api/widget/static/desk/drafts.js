// What is being written, one draft for each conversation. It stays in the tab.

/** An identifier that nobody guesses; pages without https have no randomUUID. */
const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");

/** The box for words. It belongs to one conversation, or ("") to the visitor who is being claimed. */
export class Drafts {
  #box;
  #kept = new Map();
  #sent = new Map();
  owner = "";

  constructor(box) { this.#box = box; }

  /** Give the box to a conversation: what stands in it is kept, that one's own draft comes back. */
  turn(id) {
    if (id === this.owner) return;
    this.#keep(this.owner, this.#box.value);
    this.#box.value = this.#kept.get(id) ?? "";
    this.owner = id;
  }

  /** A conversation is shown that was not shown before; what was typed for the visitor who was being claimed is theirs. */
  come(id) {
    if (!this.owner && id) {
      this.#keep(id, this.#box.value + (this.#kept.get(id) ?? ""));
      this.#box.value = "";
    }
    this.turn(id);
  }

  /** Return what to send; the same words that nobody answered yet go out under the same identifier. */
  parcel() {
    const known = this.#sent.get(this.owner);
    if (known?.text === this.#box.value) return known;
    const parcel = { id: this.owner, text: this.#box.value, client_id: fresh() };
    this.#sent.set(this.owner, parcel);
    return parcel;
  }

  /** It is sent: its words go, what was typed after them stays. */
  sent(mark) {
    const parcel = [...this.#sent.values()].find((each) => each.client_id === mark);
    if (!parcel) return;
    this.#sent.delete(parcel.id);
    const rest = (text) => text.startsWith(parcel.text) ? text.slice(parcel.text.length) : text;
    if (parcel.id === this.owner) this.#box.value = rest(this.#box.value);
    else this.#keep(parcel.id, rest(this.#kept.get(parcel.id) ?? ""));
  }

  #keep(id, text) {
    if (text) this.#kept.set(id, text);
    else this.#kept.delete(id);
  }
}
