// Small helps on top of pages that work without them: "/" to search, Ctrl+Enter to save, focus on errors.
const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.altKey) {
    const box = document.getElementById("search-box");
    if (box) {
      event.preventDefault();
      box.focus();
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
    document.querySelectorAll(".who[open], .year[open]").forEach((menu) => menu.removeAttribute("open"));
  }
});

document.addEventListener("click", (event) => {
  document.querySelectorAll(".who[open], .year[open]").forEach((menu) => {
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

document.querySelector("[data-focus]")?.focus();
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
// A form with this mark is sent when one of its fields changes (filters of lists).
document.querySelectorAll("form[data-autosubmit]").forEach((form) => {
  form.addEventListener("change", () => form.requestSubmit());
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
