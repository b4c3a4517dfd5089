// Files of documents go to the API one after another; each row tells its bytes, its reading and what became of it.
const UNEXPLAINED = "explains_unknown";
// What is held waits for an editor; it is red only where nobody asked for that.
const stays = (filed) => filed.result === "failed" || (filed.result === "held" && Boolean(filed.reason));
const list = () => document.querySelector("#uploads");
const words = () => JSON.parse(document.querySelector("#upload-form").dataset.saying);
const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
let queue = Promise.resolve(), waiting = 0, token;

function make(tag, text = "", name = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) element.className = name;
  return element;
}

function row(file) {
  const item = make("li"), bar = make("progress"), state = make("span", words().waits, "soft state"), results = make("ul");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", filled(words().progress, { name: file.name }));
  item.append(make("strong", file.name), bar, state, results);
  list().append(item);
  return { file, item, bar, state, results, first: document.querySelector("#look-first").checked };
}

async function csrf() {
  token ??= (await (await fetch("/api/v1/staff/me")).json()).csrf_token ?? "";
  return token;
}

/** Send one file; gives what became of each document in it. */
async function send(it) {
  const body = new FormData(), asked = new XMLHttpRequest();
  body.set("files", it.file);
  const proof = await csrf();
  it.results.replaceChildren();
  return new Promise((resolve) => {
    let read = 0;
    const found = [];
    const take = () => {
      const lines = asked.responseText.slice(read).split("\n");
      read = asked.responseText.length - lines.at(-1).length;
      for (const line of lines.slice(0, -1)) progress(it, JSON.parse(line), found);
    };
    asked.upload.addEventListener("progress", (event) => {
      it.bar.value = event.loaded / event.total / 2;
      it.state.textContent = filled(words().sends, { percent: Math.round((100 * event.loaded) / event.total) });
    });
    asked.upload.addEventListener("load", () => { it.state.textContent = words().reads; });
    asked.addEventListener("progress", () => { if (asked.status === 200 && !it.first) take(); });
    asked.addEventListener("load", () => {
      if (asked.status === 200 && it.first) found.push(...JSON.parse(asked.responseText).map((each) => shown(it, each)));
      else if (asked.status === 200) take();
      else found.push(refused(it, asked));
      resolve(found);
    });
    asked.addEventListener("error", () => { found.push(shown(it, { name: it.file.name, result: "failed", reason: words().lost })); resolve(found); });
    asked.open("POST", it.first ? "/api/v1/admin/readings" : "/api/v1/admin/documents/filing");
    asked.setRequestHeader("X-CSRF-Token", proof);
    asked.send(body);
  });
}

function progress(it, told, found) {
  it.bar.value = 0.5 + (told.total ? told.done / told.total / 2 : 0.5);
  it.state.textContent = filled(words().done_of, told);
  if (told.filed) found.push(shown(it, told.filed));
  if (told.failed) found.push(shown(it, { name: it.file.name, result: "failed", reason: told.failed }));
}

function refused(it, asked) {
  let reason = words().lost;
  try {
    const told = JSON.parse(asked.responseText);
    reason = [told.detail, ...(told.errors ?? []).map((each) => each.reason)].join("");
  } catch { /* no words of the service: the line's end stands for them */ }
  return shown(it, { name: it.file.name, result: "failed", reason });
}

function shown(it, filed) {
  const line = make("li"), name = filed.title ?? filed.name;
  const badge = make("span", words().results[filed.result] ?? filed.result, `badge ${stays(filed) ? "stop" : "published"}`);
  const way = filed.reading ? `/admin/readings/${filed.reading}` : filed.id?.startsWith("p-") && `/admin/documents/${filed.id}`;
  const link = way ? Object.assign(make("a", name), { href: way }) : make("span", name);
  line.append(badge, " ", link);
  if (filed.reason) line.append(" ", make("span", filed.reason));
  it.results.append(line);
  return filed;
}

function ended(it, found) {
  const failed = found.filter((each) => each.result === "failed").length;
  const held = found.filter((each) => each.result === "held").length;
  const counts = { done: found.length - failed - held, held, failed };
  it.bar.value = 1;
  it.bar.hidden = true;
  it.state.textContent = filled(words().sum, counts);
  return counts;
}

/** Interpretations whose document came later are tried again once all are through. */
async function all(rows) {
  const counts = { done: 0, held: 0, failed: 0 }, again = [];
  const take = (it, found) => {
    for (const [name, count] of Object.entries(ended(it, found))) counts[name] += count;
  };
  for (const it of rows) {
    const found = await send(it);
    waiting -= 1;
    if (rows.length > 1 && found.some((each) => each.code === UNEXPLAINED)) again.push(it);
    else take(it, found);
  }
  for (const it of again) take(it, await send(it));
  document.querySelector("#upload-sum").textContent = filled(words().all, counts);
  emitEvent("documents_filed", counts);
}

function take(files) {
  const rows = [...files].map(row);
  waiting += rows.length;
  queue = queue.then(() => all(rows)).catch((error) => window.admin.say(String(error.message ?? error), "wrong"));
}

document.addEventListener("change", (event) => {
  if (event.target.id !== "files") return;
  take(event.target.files);
  event.target.value = "";
});
document.addEventListener("dragover", (event) => {
  const drop = event.target.closest?.("#drop");
  if (!drop) return;
  event.preventDefault();
  drop.dataset.over = "";
});
document.addEventListener("dragleave", (event) => { delete event.target.closest?.("#drop")?.dataset.over; });
document.addEventListener("drop", (event) => {
  const drop = event.target.closest?.("#drop");
  if (!drop) return;
  event.preventDefault();
  delete drop.dataset.over;
  take(event.dataTransfer.files);
});
window.addEventListener("beforeunload", (event) => { if (waiting > 0) event.preventDefault(); });
