"use strict";
// What the scripts of all reports share: charts of steps over time, or of curves over something else.
const charts = (() => {
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const height = 200;
  const all = [];

  const seconds = v => v == null ? "" : v === 0 ? "0" : v >= 1 ? +v.toPrecision(3) + " s" : v >= 1e-3
    ? +(v * 1e3).toPrecision(3) + " ms" : +(v * 1e6).toPrecision(3) + " µs";
  const plain = v => v == null ? "" : String(+v.toPrecision(4));
  const clock = v => {
    if (v == null) return "";
    const s = Math.round(v), h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
    const two = n => String(n).padStart(2, "0");
    return h > 0 ? h + ":" + two(m) + ":" + two(s % 60) : m + ":" + two(s % 60);
  };

  // Vertical lines where something was changed, with a word where there is room for it.
  const markLines = marks => u => {
    const { ctx, bbox } = u;
    const scale = devicePixelRatio;
    let free = -Infinity;
    ctx.save();
    ctx.strokeStyle = color("--soft");
    ctx.fillStyle = color("--soft");
    ctx.font = 11 * scale + "px system-ui, sans-serif";
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    ctx.lineWidth = scale;
    ctx.setLineDash([3 * scale, 3 * scale]);
    for (const mark of marks) {
      const x = Math.round(u.valToPos(mark.x, "x", true));
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      const width = ctx.measureText(mark.label).width + 6 * scale;
      if (x > free && x + width < bbox.left + bbox.width) {
        ctx.fillText(mark.label, x + 3 * scale, bbox.top + 2 * scale);
        free = x + width;
      }
    }
    ctx.restore();
  };

  // A line with "curve" is no staircase; one with "points" shows where it was measured. "over" is for
  // charts that are not over time: "name" of what they are over, how its values are shown, what else
  // is drawn, and how far up they reach at least.
  const time = { name: "time", show: clock, incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
    7200, 14400, 43200, 86400, 604800, 2592000, 31536000, 315360000], draw: [], top: 0 };

  function chart(parent, title, x, lines, show, marks = [], over = time) {
    const figure = document.createElement("figure");
    figure.className = "chart";
    const caption = document.createElement("figcaption");
    caption.textContent = title;
    figure.append(caption);
    parent.append(figure);
    const axis = values => ({
      stroke: () => color("--soft"),
      grid: { stroke: () => color("--line"), width: 1 },
      ticks: { stroke: () => color("--line"), width: 1 },
      font: "12px system-ui, sans-serif",
      size: 66,
      values: (u, ticks) => ticks.map(values),
    });
    const across = axis(over.show);
    across.size = 30;
    across.incrs = over.incrs;
    const plot = new uPlot({
      width: figure.clientWidth - 20,
      height,
      scales: { x: { time: false }, y: { range: (u, min, max) => [0, Math.max(max, over.top) * 1.05 || 1] } },
      cursor: { y: false },
      hooks: { draw: [markLines(marks)].concat(over.draw) },
      axes: [across, axis(show)],
      series: [{ label: over.name, value: (u, v) => over.show(v) }].concat(lines.map(line => ({
        label: line.label,
        stroke: () => color(line.color),
        width: 2,
        dash: line.dash,
        points: { show: Boolean(line.points), size: 9 },
        spanGaps: Boolean(line.points),
        paths: line.curve ? uPlot.paths.linear() : uPlot.paths.stepped({ align: 1 }),
        value: (u, v) => show(v),
      }))),
    }, [x].concat(lines.map(line => line.values)), figure);
    plot.root.querySelector("canvas").setAttribute("role", "img");
    plot.root.querySelector("canvas").setAttribute("aria-label", title);
    all.push({ plot, figure });
  }

  const resize = () => all.forEach(c => c.plot.setSize({ width: c.figure.clientWidth - 20, height }));
  window.addEventListener("resize", resize);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change",
    () => all.forEach(c => c.plot.redraw()));
  window.addEventListener("beforeprint", resize);

  const data = parent => JSON.parse(parent.querySelector("script").textContent);

  // Beside each other the first charts get narrower when the next ones come: resize in the end.
  return { chart, data, resize, seconds, plain, color };
})();
