"use strict";
(() => {
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

  function chart(parent, title, x, lines, show) {
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
    const across = axis(clock);
    across.size = 30;
    across.incrs = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400,
      604800, 2592000, 31536000, 315360000];
    const plot = new uPlot({
      width: figure.clientWidth - 20,
      height,
      scales: { x: { time: false }, y: { range: (u, min, max) => [0, max > 0 ? max * 1.05 : 1] } },
      cursor: { y: false },
      axes: [across, axis(show)],
      series: [{ label: "time", value: (u, v) => clock(v) }].concat(lines.map(line => ({
        label: line.label,
        stroke: () => color(line.color),
        width: 2,
        dash: line.dash,
        points: { show: false },
        paths: uPlot.paths.stepped({ align: 1 }),
        value: (u, v) => show(v),
      }))),
    }, [x].concat(lines.map(line => line.values)), figure);
    plot.root.querySelector("canvas").setAttribute("role", "img");
    plot.root.querySelector("canvas").setAttribute("aria-label", title);
    all.push({ plot, figure });
  }

  for (const parent of document.querySelectorAll(".charts")) {
    const data = JSON.parse(parent.querySelector("script").textContent);
    const n = data.asked.length;
    // The last step needs an end to be drawn to.
    const x = Array.from({ length: n + 1 }, (_, i) => i * data.width);
    const steps = (values, f) => values.concat(values[n - 1]).map(f);
    const perSecond = v => v / data.width;
    const orGap = v => v < 0 ? null : v;
    chart(parent, "Requests per second", x, [
      { label: "asked for", color: "--grey", dash: [6, 4], values: steps(data.asked, perSecond) },
      { label: "reached", color: "--one", values: steps(data.started, perSecond) },
    ], plain);
    chart(parent, "Latency of requests sent then", x, [
      { label: "p50", color: "--one", values: steps(data.p50, orGap) },
      { label: "p99", color: "--two", values: steps(data.p99, orGap) },
    ], seconds);
    chart(parent, "Failures per second", x, [
      { label: "failed", color: "--bad", values: steps(data.failed, perSecond) },
    ], plain);
  }

  const resize = () => all.forEach(c => c.plot.setSize({ width: c.figure.clientWidth - 20, height }));
  // Beside each other the first charts get narrower when the next ones come.
  resize();
  window.addEventListener("resize", resize);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change",
    () => all.forEach(c => c.plot.redraw()));
})();
