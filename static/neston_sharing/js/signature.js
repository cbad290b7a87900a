// A pad to sign on with a finger, a pen or the mouse. The strokes go into the hidden field as JSON:
// {"width": 600, "height": 200, "strokes": [[[x, y, milliseconds], …], …]}, in the units of that width and height.
// Without this script the pad stays hidden and the typed name is the way to sign.
(() => {
  const WIDTH = 600;
  const HEIGHT = 200;
  const SHORTEST = 1; // units between two points worth keeping
  const MOST_POINTS = 5000;

  const pad = (root) => {
    const field = document.getElementById(root.dataset.signature);
    const canvas = root.querySelector("canvas");
    const status = root.querySelector("[role='status']");
    const pen = canvas.getContext("2d");
    let strokes = [];
    let stroke = null;
    let started = null;

    const prepare = () => {
      const scale = canvas.width / WIDTH;
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      Object.assign(pen, { lineWidth: 2.5, lineCap: "round", lineJoin: "round" });
      pen.strokeStyle = pen.fillStyle = getComputedStyle(canvas).color;
    };

    const draw = (points) => {
      pen.beginPath();
      pen.moveTo(points[0][0], points[0][1]);
      points.slice(1).forEach(([x, y]) => pen.lineTo(x, y));
      if (points.length === 1) pen.lineTo(points[0][0] + 0.1, points[0][1]);
      pen.stroke();
    };

    const redraw = () => {
      const width = Math.round(canvas.clientWidth * devicePixelRatio);
      if (!width) return;
      canvas.width = width;
      canvas.height = Math.round((width * HEIGHT) / WIDTH);
      prepare();
      strokes.forEach(draw);
    };

    const pointAt = (event) => {
      const box = canvas.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * WIDTH;
      const y = ((event.clientY - box.top) / box.height) * HEIGHT;
      const round = (value, most) => Math.min(most, Math.max(0, Math.round(value * 10) / 10));
      return [round(x, WIDTH), round(y, HEIGHT), Math.round(event.timeStamp - started)];
    };

    const keep = () => {
      field.value = strokes.length ? JSON.stringify({ width: WIDTH, height: HEIGHT, strokes }) : "";
    };

    const countPoints = () => strokes.reduce((sum, points) => sum + points.length, 0);

    const begin = (event) => {
      if (stroke || event.button > 0 || countPoints() > MOST_POINTS) return;
      event.preventDefault();
      started ??= event.timeStamp;
      canvas.setPointerCapture(event.pointerId);
      stroke = { pointer: event.pointerId, points: [pointAt(event)] };
      strokes.push(stroke.points);
      draw(stroke.points);
    };

    const move = (event) => {
      if (!stroke || stroke.pointer !== event.pointerId) return;
      const events = event.getCoalescedEvents?.() ?? [];
      (events.length ? events : [event]).map(pointAt).forEach((point) => {
        const last = stroke.points.at(-1);
        if (Math.hypot(point[0] - last[0], point[1] - last[1]) < SHORTEST) return;
        stroke.points.push(point);
        draw([last, point]);
      });
    };

    const end = (event) => {
      if (!stroke || stroke.pointer !== event.pointerId) return;
      stroke = null;
      keep();
      status.textContent = "Signature drawn.";
    };

    const clear = () => {
      strokes = [];
      started = null;
      keep();
      redraw();
      status.textContent = "Signature cleared.";
    };

    const restore = () => {
      try {
        strokes = JSON.parse(field.value).strokes ?? [];
      } catch {
        strokes = []; // nothing drawn yet, or not ours
      }
    };

    root.hidden = false;
    restore();
    // The finger is ours alone: after a flick at its end, a browser takes the tap on "Sign" for the end of scrolling.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    canvas.addEventListener("pointerdown", begin);
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    root.querySelector("button").addEventListener("click", clear);
    new ResizeObserver(redraw).observe(canvas);
  };

  document.querySelectorAll("[data-signature]").forEach(pad);
})();
