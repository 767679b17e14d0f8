// A button beside a secret link puts it on the clipboard; without this the link is selected by a click.
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    const words = button.firstChild;
    words.textContent = "Скопировано";
    setTimeout(() => (words.textContent = "Скопировать"), 2000);
  });
});
