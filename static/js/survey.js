// The page of a link works without this. With it, what is typed survives a lost connection, a reload and a
// closed browser: it lies in this browser under the link's key, until it is sent or the link has ended.
const PREFIX = "survey:";
const form = document.querySelector("form[data-draft]");
const key = form && PREFIX + form.dataset.draft;

const attempt = (action) => {
  try {
    return action();
  } catch {
    return null; // storage is switched off or full: the page works on without a draft
  }
};

// Drafts of links that have ended, and of the one just sent.
attempt(() => {
  const sent = document.querySelector("[data-forget]")?.dataset.forget;
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
    const until = attempt(() => JSON.parse(localStorage.getItem(name)).until) ?? 0;
    if (name === PREFIX + sent || until * 1000 < Date.now()) localStorage.removeItem(name);
  }
});

const questions = (of) => [...of.elements].filter((field) => field.name && !["hidden", "submit"].includes(field.type));

const typed = (of) => {
  const answers = {};
  for (const field of questions(of)) {
    const choice = ["radio", "checkbox"].includes(field.type);
    if (choice && !field.checked) continue;
    if (field.value === "" && !choice) continue;
    (answers[field.name] ??= []).push(field.value);
  }
  return answers;
};

const restore = (answers) => {
  for (const field of questions(form)) {
    const values = answers[field.name];
    if (!values) continue;
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0];
  }
  form.querySelectorAll("details:has(:checked)").forEach((group) => (group.open = true));
};

const count = (of) => {
  const line = document.getElementById("answered");
  if (!line) return;
  const done = Object.keys(typed(of)).length;
  line.hidden = false;
  line.querySelector("progress").value = done;
  line.querySelector("span").textContent = `Отвечено ${done} из ${line.dataset.total}`;
};

const save = () => {
  const draft = { until: Number(form.dataset.until), answers: typed(form) };
  const kept = attempt(() => {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  });
  if (kept) document.getElementById("saved").textContent = "Набранное сохранено на этом устройстве.";
};

const tellConnection = (there) => {
  document.getElementById("no-connection").hidden = there;
};

const isReachable = async () => {
  if (!navigator.onLine) return false;
  try {
    await fetch(form.action, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
};

if (form) {
  // After a refusal the server gives back what was sent; it is newer than the draft.
  if (!("bound" in form.dataset)) {
    const draft = attempt(() => JSON.parse(localStorage.getItem(key)));
    if (draft?.answers) restore(draft.answers);
  }
  let waiting = 0;
  form.addEventListener("input", () => {
    count(form);
    clearTimeout(waiting);
    waiting = setTimeout(save, 200);
  });
  window.addEventListener("pagehide", save);
  window.addEventListener("offline", () => tellConnection(false));
  window.addEventListener("online", () => tellConnection(true));
  let sending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    save();
    const reachable = await isReachable();
    tellConnection(reachable);
    if (reachable) form.submit();
    else document.getElementById("no-connection").scrollIntoView({ block: "center" });
    sending = reachable;
  });
  window.addEventListener("pageshow", () => (sending = false));
}
document.querySelectorAll("form").forEach(count);
