/** HTTP to the service. Every failure becomes a SendError that says what a person can do. */

const TIMEOUT_MS = 25_000;

/** kind: offline, timeout, busy, server, unreadable, gone or refused; `detail` is the service's own wording. */
export class SendError extends Error {
  constructor(kind, { detail = "", seconds = 0 } = {}) {
    super(kind);
    this.kind = kind;
    this.detail = detail;
    this.seconds = seconds;
  }
}

/** Ask a question; the same client_id sent twice counts as one message. */
export function sendMessage(message) {
  return call("/api/v1/chat/messages", { method: "POST", body: JSON.stringify(message) });
}

export function sendFeedback(messageId, feedback) {
  const path = `/api/v1/messages/${encodeURIComponent(messageId)}/feedback`;
  return call(path, { method: "PUT", body: JSON.stringify(feedback) });
}

/** Titles of published pairs near a topic. */
export async function questionsAbout(topic, region) {
  const query = new URLSearchParams({ q: topic, limit: "6" });
  if (region) query.set("region", region);
  const { pairs } = await call(`/api/v1/search?${query}`);
  return pairs.map((pair) => ({ label: pair.question, qa_id: pair.qa_id }));
}

async function call(path, options = {}) {
  const headers = { Accept: "application/json" };
  if (options.body) headers["Content-Type"] = "application/json";
  const response = await reach(path, { ...options, headers });
  if (!response.ok) throw await refusal(response);
  if (response.status === 204) return null;
  return response.json().catch(() => {
    throw new SendError("unreadable");
  });
}

async function reach(path, options) {
  try {
    return await fetch(path, { ...options, credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new SendError(error.name === "TimeoutError" ? "timeout" : "offline");
  }
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const facts = { detail: String(problem.errors?.[0]?.reason ?? problem.detail ?? "") };
  if (response.status === 429) {
    return new SendError("busy", { ...facts, seconds: Number(response.headers.get("Retry-After")) || 10 });
  }
  if (response.status === 404) return new SendError("gone", facts);
  return new SendError(response.status >= 500 ? "server" : "refused", facts);
}

/** A random key for one message; crypto.randomUUID exists on secure origins only. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
