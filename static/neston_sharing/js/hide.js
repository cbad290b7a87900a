// "Hide this page", for when a parent walks up to the screen: the button, or Escape twice within a second.
// The page is covered, kept from the keyboard and from screen readers, and comes back as it was.
(() => {
  const TWICE_WITHIN = 1000; // milliseconds
  const cover = document.getElementById("hide-page");
  const button = document.querySelector("[data-hide-page]");
  if (!cover || !button) return;

  let lastEscape = -Infinity;
  let hidden = null;

  const hide = () => {
    if (hidden) return;
    hidden = { focus: document.activeElement, title: document.title, parts: [...document.body.children] };
    const screen = cover.content.firstElementChild.cloneNode(true);
    hidden.parts.forEach((part) => { part.inert = true; });
    document.body.append(screen);
    document.title = screen.querySelector("p").textContent;
    hidden.screen = screen;
    screen.querySelector("button").addEventListener("click", show);
    screen.querySelector("button").focus();
  };

  const show = () => {
    const { focus, title, parts, screen } = hidden;
    hidden = null;
    screen.remove();
    parts.forEach((part) => { part.inert = false; });
    document.title = title;
    if (focus) focus.focus();
  };

  button.hidden = false;
  const hint = document.querySelector("[data-hide-hint]");
  if (hint) hint.hidden = !matchMedia("(any-hover: hover)").matches; // a screen that is only touched has no such key
  button.addEventListener("click", hide);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || hidden) return;
    if (event.timeStamp - lastEscape < TWICE_WITHIN) hide();
    lastEscape = event.timeStamp;
  });
})();
