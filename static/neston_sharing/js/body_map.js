// Outlines of a child to mark with a finger, a pen or the mouse. The marks go into the hidden field as JSON:
// [[[x, y], …], …], in the units of the picture's view box. Without this script the pad stays hidden and words do.
(() => {
  const SHORTEST = 2; // units between two points worth keeping
  const MOST_MARKS = 40;
  const MOST_POINTS = 5000;

  const pad = (root) => {
    const field = document.getElementById(root.dataset.bodyMap);
    const picture = root.querySelector("svg");
    const layer = picture.querySelector("[data-marks]");
    const status = root.querySelector("[role='status']");
    const { width, height } = picture.viewBox.baseVal;
    let marks = [];
    let drawing = null;

    const line = (points) => (points.length > 1 ? points : [...points, ...points]).map((point) => point.join(",")).join(" ");

    const draw = (points) => {
      const shown = document.createElementNS(picture.namespaceURI, "polyline");
      shown.setAttribute("points", line(points));
      layer.append(shown);
      return shown;
    };

    const keep = () => {
      field.value = marks.length ? JSON.stringify(marks) : "";
      status.textContent = marks.length === 1 ? "1 mark." : `${marks.length || "No"} marks.`;
    };

    const pointAt = (event) => {
      const round = (value, most) => Math.min(most, Math.max(0, Math.round(value * 10) / 10));
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
      return [round(point.x, width), round(point.y, height)];
    };

    const begin = (event) => {
      if (drawing || event.button > 0 || marks.length >= MOST_MARKS || marks.flat().length > MOST_POINTS) return;
      event.preventDefault();
      picture.setPointerCapture(event.pointerId);
      const points = [pointAt(event)];
      drawing = { pointer: event.pointerId, points, shown: draw(points) };
      marks.push(points);
    };

    const move = (event) => {
      if (drawing?.pointer !== event.pointerId) return;
      const point = pointAt(event);
      const last = drawing.points.at(-1);
      if (Math.hypot(point[0] - last[0], point[1] - last[1]) < SHORTEST) return;
      drawing.points.push(point);
      drawing.shown.setAttribute("points", line(drawing.points));
    };

    const end = (event) => {
      if (drawing?.pointer !== event.pointerId) return;
      drawing = null;
      keep();
    };

    const undo = () => {
      marks.pop();
      layer.lastElementChild?.remove();
      keep();
    };

    const restore = () => {
      try {
        marks = JSON.parse(field.value) ?? [];
        marks.forEach(draw);
      } catch {
        marks = []; // nothing drawn yet, or not ours
        layer.replaceChildren();
      }
    };

    root.hidden = false;
    picture.style.touchAction = "none";
    picture.style.cursor = "crosshair";
    restore();
    // The finger is ours alone: after a flick at its end, a browser takes the next tap for the end of scrolling.
    picture.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    picture.addEventListener("pointerdown", begin);
    picture.addEventListener("pointermove", move);
    picture.addEventListener("pointerup", end);
    picture.addEventListener("pointercancel", end);
    root.querySelector("[data-undo]").addEventListener("click", undo);
  };

  document.querySelectorAll("[data-body-map]").forEach(pad);
})();
