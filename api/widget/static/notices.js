/** What is announced: told to screen readers once, when it comes, and taken away when it is over. */

const EVERY_MS = 30_000;
const ORIGIN = new URL(import.meta.url).origin;

/** Keep a box by what is announced on a site, or on our own pages; what stands in it already is not told again. */
export function watch(box, site = "") {
  const address = `${ORIGIN}/api/v1/notices${site && `?site=${encodeURIComponent(site)}`}`;
  const look = async () => {
    if (document.hidden) return;
    const told = await fetch(address, { credentials: "omit" }).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    if (told) arrange(box, told);
  };
  if (site) look();
  document.addEventListener("visibilitychange", look);
  return setInterval(look, EVERY_MS);
}

function arrange(box, told) {
  const there = new Map([...box.children].map((node) => [node.dataset.notice, node]));
  for (const [id, node] of there) if (!told.some((each) => each.id === id)) node.remove();
  for (const each of told) if (!there.has(each.id)) box.append(made(each));
}

function made({ id, level, heading, text }) {
  const node = document.createElement("p"), strong = document.createElement("strong");
  node.className = `notice ${level}`;
  node.dataset.notice = id;
  node.setAttribute("role", "alert");
  strong.textContent = heading;
  node.append(strong, text);
  return node;
}
