// While a text is typed, the server is asked whether it names anybody; what it answers stands below the field.
// <textarea data-check-names="/address/" data-check-names-unless="name=value|value">: not asked while that is chosen.
// Posted: text=…, the form's CSRF token in the header X-CSRFToken. Expected: 200 and a fragment of HTML, empty if clean.
(() => {
  const PAUSE = 600; // milliseconds without a key

  const exempt = (field) => {
    const [name, values = ""] = (field.dataset.checkNamesUnless ?? "").split("=");
    const chosen = new FormData(field.form).getAll(name).map(String);
    return chosen.some((value) => values.split("|").includes(value));
  };

  const ask = async (field, signal) => {
    const token = field.form.elements.csrfmiddlewaretoken?.value ?? "";
    const answer = await fetch(field.dataset.checkNames, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams({ text: field.value }),
      redirect: "error", // signed out: the page to sign in is no answer
      signal,
    });
    return answer.ok ? answer.text() : "";
  };

  const watch = (field) => {
    const region = document.createElement("div");
    region.setAttribute("role", "status");
    field.after(region);
    let waiting = null;
    let asking = null;
    let shown = "";

    const show = (fragment) => {
      if (fragment === shown) return; // the same again would be read out again
      shown = fragment;
      region.innerHTML = fragment;
    };

    const check = async () => {
      asking = new AbortController();
      if (!field.value.trim() || exempt(field)) return show("");
      try {
        show((await ask(field, asking.signal)).trim());
      } catch {
        // Offline, or typed on: the server checks the text again before it is saved.
      }
    };

    const soon = () => {
      clearTimeout(waiting);
      asking?.abort();
      waiting = setTimeout(check, PAUSE);
    };

    field.addEventListener("input", soon);
    if (field.dataset.checkNamesUnless) field.form.addEventListener("change", soon);
  };

  document.querySelectorAll("textarea[data-check-names]").forEach(watch);
})();
