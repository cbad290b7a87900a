// The screen locks by the button, or by itself when nobody has used it for a while; a warning comes first. What was
// written goes with it to the server, which gives it back to its writer. Tabs of one browser keep time together.
(() => {
  const form = document.querySelector("form[data-idle]");
  const warning = document.getElementById("idle-warning");
  if (!form || !warning) return;

  const LIMIT = form.dataset.idle * 1000;
  const WARN_AT = LIMIT - form.dataset.warned * 1000;
  const TELL_EVERY = 60000; // milliseconds: the server hears of somebody who writes for long
  const AFTER_ANOTHER = 1500; // milliseconds: the first tab gets a new session, in which this one's text is kept too
  const SECRET = "input[type='password'], input[type='file']";
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("neston-lock") : { postMessage() {} };

  let seen = Date.now() - form.dataset.idleFor * 1000; // a page that asked again by itself begins no new time
  let told = seen;
  let changed = null; // the form that somebody writes in
  let shown = null;
  let locking = false;

  const written = () => {
    if (!changed || changed.method !== "post" || new URL(changed.action).pathname !== location.pathname) return "";
    const secrets = new Set([...changed.querySelectorAll(SECRET)].map((field) => field.name));
    const words = [...new FormData(changed)].filter(([name]) => !secrets.has(name));
    return new URLSearchParams(words).toString();
  };

  const lock = () => {
    if (locking) return;
    locking = true;
    tabs.postMessage("lock");
    form.elements.written.value = written();
    HTMLFormElement.prototype.submit.call(form);
  };

  const stay = () => {
    told = Date.now();
    const token = form.elements.csrfmiddlewaretoken.value;
    fetch(form.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" }).catch(() => {});
  };

  const used = (at) => {
    if (shown || at - seen > WARN_AT) return; // only an answer to the warning counts now
    seen = at;
    if (at - told > TELL_EVERY) stay();
  };

  const warn = () => {
    const screen = warning.content.firstElementChild.cloneNode(true);
    shown = { screen, focus: document.activeElement, parts: [...document.body.children] };
    shown.parts.forEach((part) => { part.inert = true; });
    document.body.append(screen);
    screen.querySelector("button").addEventListener("click", () => { dismiss(); tabs.postMessage("stay"); stay(); });
    screen.querySelector("button").focus();
  };

  const dismiss = () => {
    seen = Date.now();
    if (!shown) return;
    const { screen, focus, parts } = shown;
    shown = null;
    screen.remove();
    parts.forEach((part) => { part.inert = false; });
    if (focus) focus.focus();
  };

  const look = () => {
    const idle = Date.now() - seen;
    if (idle >= LIMIT) lock();
    else if (idle >= WARN_AT && !shown) warn();
  };

  tabs.onmessage = ({ data }) => {
    if (data === "lock") setTimeout(lock, AFTER_ANOTHER);
    else if (data === "stay") dismiss();
    else seen = Math.max(seen, Date.now());
  };
  form.addEventListener("submit", () => {
    locking = true;
    form.elements.written.value = written();
    tabs.postMessage("lock");
  });
  for (const kind of ["keydown", "pointerdown", "input", "wheel", "touchmove"]) {
    addEventListener(kind, () => {
      const before = seen;
      used(Date.now());
      if (seen - before > 1000) tabs.postMessage("used");
    }, { passive: true });
  }
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const writing = event.target.closest && event.target.closest("main form");
      if (writing) changed = writing;
    });
  }
  if (document.querySelector("[data-kept]")) changed = document.querySelector("main form[method='post']");
  addEventListener("visibilitychange", look);
  setInterval(look, 5000);
  if (Number(form.dataset.idleFor)) look();
  else tabs.postMessage("used");
})();
