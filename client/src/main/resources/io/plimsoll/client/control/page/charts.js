// The course of the load as charts over time. Drawn by uPlot, which is there as a global.

import { byId, element, list, setText } from "./dom.js";
import { change, clock, short } from "./format.js";
import { CHARTS, PERCENTILES } from "./lines.js";

const HEIGHT_PX = 210;

/** Between the name of a mark and the next mark. */
const MARK_GAP_PX = 4;

export const color = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What all axes have in common. */
export function axis(values, size, more = {}) {
  return {
    stroke: () => color("--soft"),
    grid: { stroke: () => color("--line"), width: 1 },
    ticks: { stroke: () => color("--line"), width: 1, size: 4 },
    font: "12px system-ui, sans-serif",
    gap: 4,
    size,
    values: (plot, ticks) => ticks.map(values),
    ...more,
  };
}

/** From 0 to a little above the largest; no axis where there is nothing to draw. */
const upward = (least) => (plot, min, max) =>
  max === null ? [null, null] : [0, Math.max(max * 1.08, least)];

/** Values between gaps, which a line does not show. */
const lonely = (plot, line) => plot.data[line].flatMap((value, i, all) =>
  value !== null && (all[i - 1] ?? null) === null && (all[i + 1] ?? null) === null ? [i] : []);

/** Vertical lines where the load was changed, named as far as there is room. */
function drawMarks(plot, changes) {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = color("--mark");
  ctx.fillStyle = color("--soft");
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  ctx.font = 11 * ratio + "px system-ui, sans-serif";
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  const places = changes.map((one) => plot.valToPos(one.seconds, "x", true));
  changes.forEach((one, i) => {
    const x = places[i];
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const { mark } = change(one);
    const room = (places[i + 1] ?? bbox.left + bbox.width) - x;
    if (ctx.measureText(mark).width + 2 * MARK_GAP_PX * ratio < room) {
      ctx.fillText(mark, x + MARK_GAP_PX * ratio, bbox.top + 2 * ratio);
    }
  });
  ctx.restore();
}

/** A chart with its legend, which has the figures of the cursor's time, or else the last ones. */
class Chart {
  #spec;
  #plot;
  #samples = [];
  #changes = [];
  #legend = element("ul", "", "legend");
  #frame = element("div", "", "plot");
  #time = element("span", "", "time");

  constructor(spec, parent) {
    this.#spec = spec;
    const figure = element("figure", "", spec.wide ? "card wide" : "card");
    const caption = element("figcaption");
    const title = element("h3", spec.title);
    caption.append(title, this.#time);
    figure.append(caption, this.#legend, this.#frame);
    parent.append(figure);
    list(this.#legend, spec.lines, (line) => {
      const item = element("li");
      const swatch = element("span", "", "swatch " + line.color.slice(2));
      swatch.setAttribute("aria-hidden", "true");
      item.append(swatch, element("span", line.label), element("b"));
      return item;
    }, () => {});
    this.#plot = new uPlot(this.#options(), this.#data([]), this.#frame);
    this.#operate();
    new ResizeObserver(() => {
      this.#plot.setSize({ width: this.#frame.clientWidth, height: HEIGHT_PX });
    }).observe(this.#frame);
  }

  #options() {
    const { lines, percentiles } = this.#spec;
    return {
      width: this.#frame.clientWidth || 300,
      height: HEIGHT_PX,
      padding: [8, 20, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: (plot, min, max) => [min, max] },
        y: { range: upward(this.#spec.least ?? 1) },
        rate: { range: upward(1) },
      },
      axes: [
        axis(clock, 28, { space: 60, incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400] }),
        axis(this.#spec.axis, 56, { space: 36 }),
        axis((value) => short(value) + "/s", 56, { scale: "rate", side: 1, grid: { show: false }, space: 36 }),
      ],
      series: [{}, ...lines.map((line) => ({
        label: line.label,
        scale: line.scale ?? "y",
        stroke: () => color(line.color),
        fill: line.fill && (() => color(line.fill)),
        width: 2,
        dash: line.dash,
        points: { show: false, filter: lonely, size: 4, fill: () => color(line.color) },
        // A count or a rate is of all the time since the sample before.
        paths: percentiles ? uPlot.paths.linear() : uPlot.paths.stepped({ align: -1 }),
      }))],
      hooks: {
        draw: [(plot) => drawMarks(plot, this.#changes)],
        setCursor: [() => this.#showFigures()],
      },
    };
  }

  /** Columns for uPlot. The first step needs a beginning to be drawn from. */
  #data(samples) {
    const ends = samples.map((sample) => sample.toSeconds);
    const begin = samples.length > 0 ? [samples[0].fromSeconds] : [];
    return [
      [...begin, ...ends],
      ...this.#spec.lines.map((line) => {
        const values = samples.map(line.value);
        const first = this.#spec.percentiles ? [null] : values;
        return [...first.slice(0, begin.length), ...values];
      }),
    ];
  }

  draw(samples, changes) {
    this.#samples = samples;
    this.#changes = changes;
    this.#plot.setData(this.#data(samples));
    this.#showFigures();
  }

  /** Colours are others now. */
  redraw() {
    this.#plot.redraw();
  }

  show(percentiles) {
    if (this.#spec.percentiles) {
      PERCENTILES.forEach((one, i) => {
        const shown = percentiles.includes(one.key);
        this.#plot.setSeries(i + 1, { show: shown });
        this.#legend.children[i].hidden = !shown;
      });
    }
  }

  /** The sample at the cursor; without one the last. */
  #chosen() {
    const at = this.#plot?.cursor.idx ?? null;
    const i = at === null ? this.#samples.length - 1 : Math.max(0, at - 1);
    return { sample: this.#samples[i], isAtCursor: at !== null };
  }

  #showFigures() {
    const { sample, isAtCursor } = this.#chosen();
    if (sample === undefined) {
      return;
    }
    setText(this.#time, (isAtCursor ? "at " : "") + clock(sample.toSeconds));
    this.#spec.lines.forEach((line, i) => {
      const value = line.value(sample);
      const item = this.#legend.children[i];
      setText(item.lastElementChild, value === null ? "none" : this.#spec.show(value));
      item.classList.toggle("none", line.optional === true && value === null);
    });
  }

  /** Arrow keys move the cursor; a screen reader reads the figures there, and only then. */
  #operate() {
    const frame = this.#frame;
    frame.tabIndex = 0;
    frame.setAttribute("role", "slider");
    frame.setAttribute("aria-label", this.#spec.title + ": time in the chart");
    frame.setAttribute("aria-valuenow", "0");
    frame.setAttribute("aria-valuetext", "Arrow keys show the figures of other times");
    frame.addEventListener("keydown", (event) => {
      const last = this.#samples.length;
      const at = this.#plot.cursor.idx ?? last;
      const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1,
        PageUp: at + 10, PageDown: at - 10, Home: 1, End: last }[event.key];
      if (event.key === "Escape") {
        this.#leave();
      } else if (to !== undefined && last > 0) {
        event.preventDefault();
        this.#go(Math.min(last, Math.max(1, to)));
      }
    });
    frame.addEventListener("blur", () => this.#leave());
  }

  #go(index) {
    const plot = this.#plot;
    const left = plot.valToPos(plot.data[0][index], "x");
    plot.setCursor({ left, top: 0 });
    const { sample } = this.#chosen();
    const figures = this.#spec.lines.map((line) => [line.label, line.value(sample)])
      .filter(([, value]) => value !== null)
      .map(([label, value]) => label + " " + this.#spec.show(value));
    this.#frame.setAttribute("aria-valuemax", String(Math.round(plot.data[0].at(-1))));
    this.#frame.setAttribute("aria-valuenow", String(Math.round(sample.toSeconds)));
    this.#frame.setAttribute("aria-valuetext", clock(sample.toSeconds) + ": " + figures.join(", "));
  }

  #leave() {
    this.#plot.setCursor({ left: -10, top: -10 });
  }
}

/** Makes the charts; returns how to draw a history in them. */
export function charts(history) {
  const all = CHARTS.map((spec) => new Chart(spec, byId("charts")));
  const span = byId("span");
  const boxes = [...byId("percentiles").querySelectorAll("input")];

  function draw() {
    if (document.hidden) {
      return;
    }
    const { samples } = history;
    const length = Number(span.value);
    const from = length === 0 ? 0 : (samples.at(-1)?.toSeconds ?? 0) - length;
    const shown = samples.filter((sample) => sample.toSeconds > from);
    const changes = history.changes.filter((one) => one.seconds >= (shown[0]?.fromSeconds ?? 0));
    all.forEach((chart) => chart.draw(shown, changes));
  }

  function choose() {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    all.forEach((chart) => chart.show(chosen));
  }

  span.addEventListener("change", draw);
  boxes.forEach((box) => box.addEventListener("change", choose));
  document.addEventListener("visibilitychange", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    all.forEach((chart) => chart.redraw()));
  return draw;
}
