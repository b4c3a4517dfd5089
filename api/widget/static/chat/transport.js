/** The ways to the service: a WebSocket where there is one, else HTTP. Every failure is a SendError. */

const TIMEOUT_MS = 25_000;
/** These files come from the service, whatever page they run on. */
const SERVER = new URL(import.meta.url).origin;
const SOCKETS = SERVER.replace(/^http/, "ws");

/** The address of one of the service's pages or endpoints; on its own pages it stays a path. */
export function at(path) {
  return globalThis.location?.origin === SERVER ? path : SERVER + path;
}

/** kind: offline, timeout, busy, server, unreadable, gone or refused; `detail` is the service's own wording. */
export class SendError extends Error {
  constructor(kind, { detail = "", seconds = 0 } = {}) {
    super(kind);
    this.kind = kind;
    this.detail = detail;
    this.seconds = seconds;
  }
}

let line = null;

/** Have a WebSocket ready for the messages to come. */
export function openLine() {
  line ??= new Line(`${SOCKETS}/api/v1/chat/socket`, { timeoutMs: TIMEOUT_MS });
}

/** Ask a question; the same client_id sent twice, by whatever way, counts as one message. */
export async function sendMessage(message) {
  const answered = line?.isOpen ? await line.ask(message).catch(() => null) : null;
  line?.revive();
  if (answered === null) return send("/api/v1/chat/messages", message);
  if (answered.status !== 200) throw refusal(answered.status, answered.body, answered.retry_after);
  return answered.body;
}

export function sendFeedback(messageId, feedback) {
  return send(`/api/v1/messages/${messageId}/feedback`, feedback, "PUT");
}

export function sendSatisfaction(conversationId, told) {
  return send(`${conversation(conversationId)}/satisfaction`, told, "PUT");
}

/** What to say of a failure: the service's own words where one came too often, else ours. */
export function busyOr({ kind, detail }, ours) {
  return (kind === "busy" && detail) || ours;
}

/** Ask to be called back. */
export function sendContact(wish) {
  return send("/api/v1/contacts", wish);
}

/** Leave a work order. */
export function sendOrder(conversationId, order) {
  return send(`${conversation(conversationId)}/workorders`, order);
}

/** Whether people are at the desk, and when next. */
export function deskHours() {
  return call("/api/v1/handoff");
}

/** Wait for a person; asked again, the place is kept. */
export function enterQueue(asking) {
  return send("/api/v1/handoffs", asking);
}

export function leaveHandoff(conversationId, after) {
  return call(`${conversation(conversationId)}/handoff/leave?after=${after}`, { method: "POST" });
}

export function readHandoff(conversationId, after) {
  return call(`${conversation(conversationId)}/handoff?after=${after}`);
}

/** A line on which everything comes as it happens, from a position on. */
export function handoffLine(conversationId, after) {
  return new WebSocket(`${SOCKETS}${conversation(conversationId)}/handoff/socket?after=${after}`);
}

/** Titles of published pairs near a topic. */
export async function questionsAbout(topic, region) {
  const { pairs } = await call(`/api/v1/search?${given({ q: topic, limit: "6", region })}`);
  return pairs.map((pair) => ({ label: pair.question, qa_id: pair.qa_id }));
}

/** Titles of published pairs that fit what is being typed. */
export async function questionsLike(text, region) {
  const found = await call(`/api/v1/questions?${given({ q: text, region })}`);
  return found.map(({ question, qa_id }) => ({ label: question, qa_id }));
}

function given(fields) {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value));
}

const conversation = (id) => `/api/v1/conversations/${id}`;

/** Send what has a value of these fields. */
function send(path, fields, method = "POST") {
  return call(path, { method, body: compact(fields) });
}

async function call(path, options = {}) {
  const headers = { Accept: "application/json" };
  if (options.body) headers["Content-Type"] = "application/json";
  const response = await reach(path, { ...options, headers });
  if (!response.ok) {
    throw refusal(response.status, await response.json().catch(() => ({})), response.headers.get("Retry-After"));
  }
  if (response.status === 204) return null;
  return response.json().catch(() => {
    throw new SendError("unreadable");
  });
}

async function reach(path, options) {
  try {
    return await fetch(at(path), { ...options, credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new SendError(error.name === "TimeoutError" ? "timeout" : "offline");
  }
}

function refusal(status, problem, retryAfter = null) {
  const facts = { detail: String(problem.errors?.[0]?.reason ?? problem.detail ?? "") };
  if (status === 429) return new SendError("busy", { ...facts, seconds: Number(retryAfter) || 10 });
  if (status === 404) return new SendError("gone", facts);
  return new SendError(status >= 500 ? "server" : "refused", facts);
}

/** A random key for one message; crypto.randomUUID exists on secure origins only. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A message as JSON, without fields that have no value. */
function compact(message) {
  return JSON.stringify(message, (_, value) => (value === null || value === "" ? undefined : value));
}

/** One WebSocket for the conversation: what is sent comes back answered, or the line is given up for HTTP. */
class Line {
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
      this.socket.send(compact(message));
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
