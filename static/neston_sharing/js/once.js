// A double click sends a form once. The server holds to that too, by the form's one-time key; this only saves the wait.
(() => {
  const AGAIN_AFTER = 8000; // milliseconds: a file that was downloaded leaves its page standing

  const buttons = (form) => form.querySelectorAll("button[type='submit'], button:not([type])");

  const release = (form) => {
    delete form.dataset.sent;
    buttons(form).forEach((button) => button.removeAttribute("aria-disabled"));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    buttons(form).forEach((button) => button.setAttribute("aria-disabled", "true"));
    setTimeout(release, AGAIN_AFTER, form);
  });

  // Coming back with the browser's own button restores the page as it was left, so let it be sent again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
})();
