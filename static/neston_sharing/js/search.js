// Search as you type: what stands in [data-results] is fetched anew for the filters, which the button “Show” sends just
// as well. How many were found is said in [data-found], politely, once the typing has stopped.
(() => {
  const AFTER = 250; // milliseconds without a key
  const form = document.querySelector("form.filters");
  const results = document.querySelector("[data-results]");
  const found = document.querySelector("[data-found]");
  if (!form || !results || !found) return;

  let waiting = 0;
  let asking = null;

  const show = (page, address) => {
    const fresh = page.querySelector("[data-results]");
    const said = page.querySelector("[data-found]");
    if (!fresh || !said) return location.assign(address); // signed out meanwhile
    results.replaceChildren(...fresh.childNodes);
    found.textContent = said.textContent;
    history.replaceState(history.state, "", address);
  };

  const ask = async () => {
    if (asking) asking.abort();
    asking = new AbortController();
    const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return;
      show(new DOMParser().parseFromString(await answer.text(), "text/html"), address);
    } catch (error) {
      if (error.name !== "AbortError") found.textContent = "The search did not answer. Use the button “Show”.";
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, AFTER);
  };

  form.addEventListener("input", soon);
})();
