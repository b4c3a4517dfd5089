/** What the answer rests on: each document once, with its clauses, their words and a way to each of them. */

import { el, heard } from "../dom.js";
import { icon } from "../icons.js";
import { at } from "../transport.js";
import { t } from "../texts.js";
import { badge } from "./standing.js";

export function citations(card) {
  const sources = bySource(card.citations ?? []);
  if (sources.length === 0) return null;
  return el("section", { class: "part citations" }, el("h3", {}, t("citations_label")), el("ol", {}, sources.map(source)));
}

/** Citations of the same document together, in the order in which the documents first appear. */
function bySource(cited) {
  const groups = new Map();
  for (const citation of cited) {
    const key = `${citation.kind} ${citation.source_id} ${citation.status}`;
    groups.set(key, [...(groups.get(key) ?? []), citation]);
  }
  return [...groups.values()];
}

function source(cited) {
  const [first] = cited;
  return el("li", {},
    el("p", { class: "source-title" }, icon("document"), el("span", {}, first.title)),
    el("p", { class: "source-facts" }, facts(first)),
    cited.map(passage),
    first.interpretation ? ours(first.interpretation.url, t("open_interpretation", { title: first.interpretation.title })) : null,
  );
}

function facts({ kind, doc_number, issuer, status, effective_on, expires_on }) {
  const ended = status === "已失效" || status === "已废止";
  const sort = { pair: t("source_pair"), interpretation: t("source_interpretation") }[kind];
  const dates = [
    effective_on && t(kind === "interpretation" ? "published_on" : "effective_on", { date: effective_on }),
    expires_on && t(ended ? "expired_on" : "expires_on", { date: expires_on }),
  ];
  const words = [sort, doc_number, issuer, ...dates].filter(Boolean).map((word) => el("span", {}, word));
  return status ? [badge(status), ...words] : words;
}

function passage(citation) {
  return el("div", { class: "passage" },
    citation.quote ? el("blockquote", {}, quote(citation)) : null,
    link(citation) ?? (citation.clause ? el("p", { class: "clause" }, citation.clause) : null),
  );
}

/** The quoted words with the decisive part marked; a range that does not fit is left unmarked. */
function quote({ quote: text, highlight }) {
  const letters = [...text];
  const [start, end] = highlight ?? [0, 0];
  if (!(start >= 0 && start < end && end <= letters.length)) return [text];
  const part = (from, to) => letters.slice(from, to).join("");
  return [part(0, start), el("mark", {}, part(start, end)), part(end)];
}

/** Only addresses of this site are followed. */
function link({ url, clause }) {
  return ours(url, clause ? t("open_clause", { clause }) : t("open_document"));
}

function ours(url, text) {
  if (!url || !/^\/(?![\/\\])/.test(url)) return null;
  return el("a", { class: "open", href: at(url), target: "_blank", rel: "noopener" }, text, heard(t("new_window")), icon("chevron"));
}
