/**
 * One tag puts the assistant on a website:
 * <script async src="…/embed.js" data-site="…" data-position="right" data-lang="zh-CN"></script>
 *
 * The panel holds <yihaoda-chat> itself. Where the website's own rules keep its modules or its calls away,
 * the panel holds a frame instead. Where the site is not allowed here, nothing appears.
 */
(() => {
  const tag = document.currentScript;
  const { origin } = new URL(tag.src);
  const { site = "", position = "right", lang = "zh-CN" } = tag.dataset;
  const SHAPES = {
    ask: "M4 5h16v11h-8l-5 4v-4H4zM8 10.5h8",
    close: "M6 6l12 12M18 6L6 18",
  };

  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };

  const icon = (name) => {
    const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SHAPES[name]);
    svg.append(path);
    return svg;
  };

  const frame = (title) => make("iframe", {
    title, src: `${origin}/embed?site=${encodeURIComponent(site)}`, allow: "microphone", part: "frame",
  });

  /** The chat as an element of this page; rejects where the page's rules keep the module away. */
  const element = (look) => new Promise((give, refuse) => {
    const script = make("script", { type: "module", src: `${origin}/static/chat/main.js` });
    script.addEventListener("error", refuse);
    script.addEventListener("load", () => {
      const chat = make("yihaoda-chat", { embedded: "", lang });
      chat.config = look;
      give(chat);
    });
    document.head.append(script);
  });

  const launch = (look, ready) => {
    const host = make("div", { "data-yihaoda": site, "data-side": position === "left" ? "left" : "right", lang });
    const root = host.attachShadow({ mode: "open" });
    for (const [name, value] of Object.entries(look.colors)) host.style.setProperty(`--${name}`, value);
    const sheets = ["tokens.css", "embed.css"].map((name) => make("link", { rel: "stylesheet", href: `${origin}/static/${name}` }));
    const open = make("button", { type: "button", class: "open", "aria-expanded": "false", "aria-controls": "panel" },
      icon("ask"), make("span", {}, look.panel.open));
    const close = make("button", { type: "button", class: "close", "aria-label": look.panel.close }, icon("close"));
    const body = make("div", { class: "body" });
    const panel = make("section", { id: "panel", role: "dialog", "aria-label": look.title, hidden: "" },
      make("header", {}, make("h2", {}, look.title), close), body);
    let content = ready;

    const show = async () => {
      panel.hidden = false;
      open.setAttribute("aria-expanded", "true");
      host.toggleAttribute("data-open", true);
      close.focus();
      content ??= await element(look).catch(() => frame(look.title));
      if (content.parentNode !== body) body.append(content);
    };
    const hide = () => {
      panel.hidden = true;
      open.setAttribute("aria-expanded", "false");
      host.toggleAttribute("data-open", false);
      open.focus();
    };
    open.addEventListener("click", () => (panel.hidden ? show() : hide()));
    close.addEventListener("click", hide);
    root.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && hide());
    root.append(...sheets, panel, open);
    document.body.append(host);
  };

  /** A frame tells by itself that it may be shown here; one that may not stays silent and is taken away. */
  const ask = () => {
    const trial = frame("");
    trial.hidden = true;
    const listen = (event) => {
      if (event.source !== trial.contentWindow || event.origin !== origin || !event.data?.yihaoda) return;
      window.removeEventListener("message", listen);
      clearTimeout(patience);
      trial.remove();
      launch(event.data.yihaoda, frame(event.data.yihaoda.title));
    };
    const patience = setTimeout(() => trial.remove(), 15000);
    window.addEventListener("message", listen);
    document.body.append(trial);
  };

  const start = () => fetch(`${origin}/api/v1/sites/${encodeURIComponent(site)}`, { credentials: "omit" })
    .then((response) => (response.ok ? response.json() : null))
    .then((look) => look && launch(look), ask);

  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
