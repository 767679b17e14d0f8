// Small helps on top of pages that work without them: "/" to search, Ctrl+Enter to save, focus on errors.
const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.altKey) {
    const search = document.getElementById("search-box");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
  }
  if (event.key === "Escape") {
    document.querySelectorAll(".who[open], .year[open], .more[open]").forEach((menu) => menu.removeAttribute("open"));
  }
});

document.addEventListener("click", (event) => {
  document.querySelectorAll(".who[open], .year[open], .more[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
});

// The drawer of sections is open on wide screens and folded on a phone.
const drawer = document.querySelector(".drawer");
const narrow = window.matchMedia("(max-width: 760px)");
const folded = document.querySelectorAll("details[data-fold]");
const fold = () => {
  drawer?.toggleAttribute("open", !narrow.matches);
  folded.forEach((details) => details.toggleAttribute("open", !narrow.matches));
};
narrow.addEventListener("change", fold);
fold();

// Lines under the search box: arrows walk, Enter opens, Escape and a click elsewhere put them away.
const box = document.getElementById("search-box");
const list = document.getElementById("suggestions");
const options = () => [...list.querySelectorAll("[role=option]")];
const showList = (shown) => {
  list.hidden = !shown;
  box.setAttribute("aria-expanded", String(shown));
  if (!shown) box.removeAttribute("aria-activedescendant");
};
const walk = (step) => {
  const all = options();
  const current = all.findIndex((option) => option.hasAttribute("aria-selected"));
  all[current]?.removeAttribute("aria-selected");
  const next = current < 0 ? (step > 0 ? 0 : all.length - 1) : current + step;
  const chosen = all[next];
  if (!chosen) return box.removeAttribute("aria-activedescendant");
  chosen.setAttribute("aria-selected", "true");
  chosen.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", chosen.id);
};
list?.addEventListener("htmx:afterSwap", () => showList(options().length > 0));
box?.addEventListener("keydown", (event) => {
  if (list.hidden) return;
  if (event.key === "Escape") {
    // The first press puts the lines away, the next one empties the box.
    event.preventDefault();
    showList(false);
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    walk(event.key === "ArrowDown" ? 1 : -1);
  }
  if (event.key === "Enter") {
    const chosen = list.querySelector("[aria-selected]");
    if (chosen) {
      event.preventDefault();
      chosen.click();
    }
  }
});
document.addEventListener("click", (event) => {
  if (list && !event.target.closest(".search")) showList(false);
});

document.querySelector("[data-focus]")?.focus();
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
// A form with this mark is sent when one of its fields changes (filters of lists).
document.querySelectorAll("form[data-autosubmit]").forEach((form) => {
  form.addEventListener("change", () => form.requestSubmit());
});
// A long list to choose from gets a field: lines without the typed words go, chosen ones stay.
document.querySelectorAll("select[data-filter]").forEach((select) => {
  const field = document.createElement("input");
  field.type = "search";
  field.className = "form-control";
  field.placeholder = select.dataset.filter;
  field.setAttribute("aria-label", select.dataset.filter);
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    select.querySelectorAll("option").forEach((option) => {
      const line = `${option.textContent} ${option.parentElement.label ?? ""}`.toLowerCase();
      option.hidden = !option.selected && !words.every((word) => line.includes(word));
    });
    select.querySelectorAll("optgroup").forEach((group) => {
      group.hidden = [...group.children].every((option) => option.hidden);
    });
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey) event.preventDefault();
  });
  select.before(field);
});
// A form that saves itself is sent once the saving on its way is back: else the saving would look like
// somebody else's. After five seconds it is sent all the same.
const sendWhenSaved = (form, button, tries) => {
  if (tries && form.classList.contains("htmx-request")) return setTimeout(sendWhenSaved, 50, form, button, tries - 1);
  form.dataset.waited = "yes";
  form.requestSubmit(button);
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[hx-sync].htmx-request") || form.dataset.waited) return delete form.dataset.waited;
  event.preventDefault();
  sendWhenSaved(form, event.submitter, 100);
});
// One click, one record: a second press while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.defaultPrevented) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
