// Fields that matter only after a certain answer stay out of sight until it is chosen.
// <div data-shown-when="name=value|value"> … </div>; what was typed is kept, and sent, even when hidden.
(() => {
  const chosen = (form, name) => [...new FormData(form).getAll(name)].map(String);

  const show = (part) => {
    const form = part.closest("form");
    const [name, values] = part.dataset.shownWhen.split("=");
    const wanted = values.split("|");
    part.hidden = !chosen(form, name).some((value) => wanted.includes(value));
  };

  const showAll = (form) => form.querySelectorAll("[data-shown-when]").forEach(show);

  const forms = new Set([...document.querySelectorAll("form [data-shown-when]")].map((part) => part.closest("form")));
  forms.forEach((form) => {
    form.addEventListener("change", () => showAll(form));
    showAll(form);
  });
  addEventListener("pageshow", () => forms.forEach(showAll));
})();
