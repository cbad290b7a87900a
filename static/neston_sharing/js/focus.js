// After errors: the summary has the focus, and each of its links puts the cursor into the field it names.
(() => {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  // After the skip link the form is posted to an address that ends in #main, which would take the focus on arrival.
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  summary.focus();

  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    const field = control.closest(".field") || control;
    field.scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  });
})();
