// Files of interpretations go to the API, with the bytes sent shown; what became of each is drawn by the server.
const $ = (selector, from = document) => from.querySelector(selector);
const words = (form) => JSON.parse(form.dataset.saying);

/** Return the header by which a change is meant. */
export async function meant() {
  const me = await (await fetch("/api/v1/staff/me")).json();
  return { "X-CSRF-Token": me.csrf_token ?? "" };
}

/** Return what a problem says, with its fields. */
export function reasons(told) {
  return [told.detail, ...(told.errors ?? []).map((each) => each.reason)].join("");
}

async function upload(form) {
  const body = new FormData(form), headers = await meant(), bar = $("progress", form);
  for (const name of ["published_on", "explains"]) if (!body.get(name)) body.delete(name);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/admin/interpretations");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    request.upload.onload = () => { bar.removeAttribute("value"); };
    request.onerror = () => failed(new Error(words(form).lost));
    request.onload = () => {
      let told = {};
      try { told = JSON.parse(request.responseText); } catch { return failed(new Error(words(form).lost)); }
      if (request.status >= 400) failed(new Error(reasons(told)));
      else done(told);
    };
    request.send(body);
  });
}

async function onUpload(form) {
  const button = $("[type=submit]", form), bar = $("progress", form);
  button.disabled = true;
  bar.hidden = false;
  bar.value = 0;
  window.admin.say(words(form).reading, "done");
  try {
    const results = await upload(form);
    emitEvent("interpretations_filed", { results });
    const failed = results.filter((each) => each.result === "failed").length;
    window.admin.say(failed ? words(form).some_failed : words(form).filed, failed ? "wrong" : "done");
    if (!failed) $("#interpret-files", form).value = "";
  } catch (error) {
    window.admin.say(error instanceof TypeError ? words(form).lost : error.message, "wrong");
  }
  bar.hidden = true;
  button.disabled = false;
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "interpret") return;
  event.preventDefault();
  onUpload(event.target);
});
