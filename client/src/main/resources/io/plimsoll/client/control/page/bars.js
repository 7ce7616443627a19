// What each node, device and pod did, as bars beside its name. Drawn by uPlot.

import { axis, color } from "./charts.js";
import { byId, element, list, setText } from "./dom.js";
import { count, lastPart, seconds, short } from "./format.js";

/** Of a name with its bar; as in the style sheet. */
const ROW_PX = 38;
const BAR_PX = 11;
const AXIS_PX = 26;

/** For half of the last figure of the axis. */
const PADDING_PX = 24;

/** What fits on a screen; the tables have them all. */
const MOST_BARS = 16;

const byName = new Intl.Collator("en", { numeric: true });

/** The busiest, by name. */
function busiest(rows) {
  return rows
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST_BARS)
    .sort((a, b) => byName.compare(a.name, b.name));
}

const nodeReplies = (period) => period.nodes.map((node) => ({
  name: node.node,
  weight: node.replies,
  // The second bar is drawn over the first: what is left to see of that are the failures.
  values: [node.replies, node.replies - node.failures],
  text: count(node.replies) + (node.failures > 0 ? ", " + count(node.failures) + " failed" : ""),
}));

const nodeRuns = (period) => period.nodes.map((node) => ({
  name: node.node,
  weight: node.replies,
  values: [node.runSeconds.p99, node.runSeconds.p50],
  text: node.runSeconds.count === 0 ? "none"
    : seconds(node.runSeconds.p50) + " to " + seconds(node.runSeconds.p99),
}));

/** Replies by what `key` of a node counts. */
const places = (period, key) => period.nodes.flatMap((node) =>
  node[key].top.map((one) => ({
    name: lastPart(one.name) + " on " + node.node,
    title: one.name + " on " + node.node,
    weight: one.count,
    values: [one.count],
    text: count(one.count),
  })));

const CHARTS = [
  {
    title: () => "Replies by node",
    rows: nodeReplies,
    axis: short,
    bars: [
      { label: "failed", color: "--bad" },
      { label: "succeeded", color: "--good" },
    ],
  },
  {
    title: () => "Run time by node",
    rows: nodeRuns,
    axis: seconds,
    bars: [
      { label: "p99", color: "--three" },
      { label: "p50", color: "--one" },
    ],
  },
  {
    title: (key) => (key === "pods" ? "Replies by pod" : "Replies by device"),
    rows: places,
    axis: short,
    bars: [{ label: "replies", color: "--one" }],
  },
];

/** A list of names and figures, with a bar below each. */
class Bars {
  #spec;
  #plot = null;
  #title = element("h3");
  #note = element("p", "", "note");
  #rows = element("div", "", "rows");
  #names = element("ul");
  #frame = element("div", "", "plot");

  constructor(spec, parent) {
    this.#spec = spec;
    const figure = element("figure", "", "card");
    const caption = element("figcaption");
    const legend = element("ul", "", "legend");
    spec.bars.toReversed().forEach((bar) => {
      const item = element("li");
      const swatch = element("span", "", "swatch solid " + bar.color.slice(2));
      swatch.setAttribute("aria-hidden", "true");
      item.append(swatch, element("span", bar.label));
      legend.append(item);
    });
    caption.append(this.#title);
    this.#frame.setAttribute("aria-hidden", "true"); // The list says the same.
    this.#rows.append(this.#frame, this.#names);
    figure.append(caption, legend, this.#rows, this.#note);
    parent.append(figure);
    new ResizeObserver(() => this.#resize()).observe(this.#frame);
  }

  #options() {
    return {
      width: 100,
      height: 100,
      padding: [0, PADDING_PX, 0, 8],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, ori: 1, dir: -1, range: (plot) => [-0.5, plot.data[0].length - 0.5] },
        y: { ori: 0, dir: 1, range: (plot, min, max) => [0, max > 0 ? max : 1] },
      },
      axes: [{ show: false },
        axis(this.#spec.axis, AXIS_PX, { side: 2, space: 60, grid: { show: false } })],
      series: [{}, ...this.#spec.bars.map((bar) => ({
        fill: () => color(bar.color),
        width: 0,
        points: { show: false },
        paths: uPlot.paths.bars({ size: [BAR_PX / ROW_PX] }),
      }))],
    };
  }

  #resize() {
    const rows = this.#names.children.length;
    if (this.#plot !== null && rows > 0) {
      const height = rows * ROW_PX + AXIS_PX;
      this.#plot.setSize({ width: this.#frame.clientWidth, height });
    }
  }

  draw(period, key) {
    const all = this.#spec.rows(period, key);
    const rows = busiest(all);
    setText(this.#title, this.#spec.title(key));
    setText(this.#note, rows.length === 0 ? "None yet."
      : rows.length < all.length ? "The busiest " + rows.length + " of " + all.length + "." : "");
    const before = this.#names.children.length;
    list(this.#names, rows, () => {
      const line = element("li");
      line.append(element("span"), element("b"));
      return line;
    }, (line, row) => {
      setText(line.firstElementChild, row.name);
      line.firstElementChild.title = row.title ?? row.name;
      setText(line.lastElementChild, row.text);
    });
    this.#rows.hidden = rows.length === 0;
    const data = [rows.map((row, i) => i),
      ...this.#spec.bars.map((bar, i) => rows.map((row) => row.values[i]))];
    if (this.#plot === null) {
      this.#plot = new uPlot(this.#options(), data, this.#frame);
    }
    if (before !== rows.length) {
      this.#frame.style.height = rows.length * ROW_PX + AXIS_PX + "px";
      this.#resize();
    }
    this.#plot.setData(data);
  }

  redraw() {
    this.#plot?.redraw();
  }
}

/** Makes the bars; returns what is to be called with each period. */
export function bars() {
  const all = CHARTS.map((spec) => new Bars(spec, byId("bars")));
  const place = byId("place");
  let last = null;
  const draw = () => {
    if (last !== null && !document.hidden) {
      all.forEach((chart) => chart.draw(last, place.value));
    }
  };
  place.addEventListener("change", draw);
  document.addEventListener("visibilitychange", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    all.forEach((chart) => chart.redraw()));
  return (period) => {
    last = period;
    draw();
  };
}
