// A form with a file goes to an address of the API; what it answers is told to the page.
//
//   <form data-sends="/api/…" data-then="event" data-lost="…" data-reading="…">
async function send(form) {
  const me = await (await fetch("/api/v1/staff/me")).json();
  const answer = await fetch(form.dataset.sends, { method: "POST", body: new FormData(form), headers: { "X-CSRF-Token": me.csrf_token ?? "" } });
  const told = await answer.json();
  if (!answer.ok) throw new Error([told.detail, ...(told.errors ?? []).map((each) => each.reason)].join(""));
  return told;
}

async function onSubmit(event) {
  const form = event.target.closest("form[data-sends]");
  if (!form) return;
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  window.admin.say(form.dataset.reading, "done");
  try {
    emitEvent(form.dataset.then, await send(form));
    form.reset();
  } catch (error) {
    window.admin.say(error instanceof TypeError ? form.dataset.lost : error.message, "wrong");
  }
  button.disabled = false;
}

document.addEventListener("submit", onSubmit);
