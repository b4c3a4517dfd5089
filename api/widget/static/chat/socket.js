/** One WebSocket for the conversation: what is sent comes back answered, or the line is given up for HTTP. */

export class Line {
  constructor(address, { timeoutMs }) {
    Object.assign(this, { address, timeoutMs });
    this.waiting = new Map();
    this.#connect();
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  #connect() {
    try {
      this.socket = new WebSocket(this.address);
    } catch {
      this.socket = null;
      return;
    }
    this.socket.onmessage = ({ data }) => this.#receive(data);
    this.socket.onclose = () => this.#drop();
  }

  /** Try again to have a line, for the next message. */
  revive() {
    const state = this.socket?.readyState;
    if (state === undefined || state === WebSocket.CLOSED) this.#connect();
  }

  /** Send a message; gives {status, body, retry_after}. Rejects where the line breaks or nothing comes in time. */
  ask(message) {
    return new Promise((give, refuse) => {
      const timer = setTimeout(() => this.socket.close(), this.timeoutMs);
      this.waiting.set(message.client_id, { give, refuse, timer });
      this.socket.send(JSON.stringify(message));
    });
  }

  #receive(data) {
    const { client_id, ...answer } = JSON.parse(data);
    const asked = this.waiting.get(client_id);
    if (!asked) return;
    clearTimeout(asked.timer);
    this.waiting.delete(client_id);
    asked.give(answer);
  }

  #drop() {
    for (const { refuse, timer } of this.waiting.values()) {
      clearTimeout(timer);
      refuse(new Error("dropped"));
    }
    this.waiting.clear();
  }
}
