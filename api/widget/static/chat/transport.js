/** The ways to the service: a WebSocket where there is one, else HTTP. Every failure is a SendError. */

import { at, SERVER } from "./server.js";
import { Line } from "./socket.js";

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

let line = null;

/** Have a WebSocket ready for the messages to come. */
export function openLine() {
  line ??= new Line(`${SERVER.replace(/^http/, "ws")}/api/v1/chat/socket`, { timeoutMs: TIMEOUT_MS });
}

/** Ask a question; the same client_id sent twice, by whatever way, counts as one message. */
export async function sendMessage(message) {
  const answered = line?.isOpen ? await line.ask(message).catch(() => null) : null;
  line?.revive();
  if (answered === null) return call("/api/v1/chat/messages", { method: "POST", body: JSON.stringify(message) });
  if (answered.status !== 200) throw refusal(answered.status, answered.body, answered.retry_after);
  return answered.body;
}

export function sendFeedback(messageId, feedback) {
  return call(`/api/v1/messages/${encodeURIComponent(messageId)}/feedback`, { method: "PUT", body: JSON.stringify(feedback) });
}

export function sendSatisfaction(conversationId, told) {
  return call(`/api/v1/conversations/${encodeURIComponent(conversationId)}/satisfaction`, { method: "PUT", body: JSON.stringify(told) });
}

/** What to say of a failure: the service's own words where one came too often, else ours. */
export function busyOr({ kind, detail }, ours) {
  return (kind === "busy" && detail) || ours;
}

/** Ask to be called back. */
export function sendContact(wish) {
  return call("/api/v1/contacts", { method: "POST", body: JSON.stringify(wish) });
}

/** Whether people are at the desk, and when next. */
export function deskHours() {
  return call("/api/v1/handoff");
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
