// The figures of the period, as tiles and tables.

import { byId, element, list, setText } from "./dom.js";
import { change, clock, count, lastPart, number, percent, seconds } from "./format.js";

/** The last of them; the charts have all marks. */
const MOST_CHANGES = 50;

/** Devices or pods of a node; more make a row higher than a screen. */
const MOST_IN_CELL = 6;

/** A text, or one with a title. */
function setCell(cell, value) {
  setText(cell, value.text ?? value);
  cell.title = value.title ?? "";
}

/** Fills a table, and touches only the cells that differ. */
function fill(id, head, rows) {
  const table = byId(id);
  if (table.children.length === 0) {
    table.append(element("caption"), element("thead"), element("tbody"));
  }
  const [caption, top, body] = table.children;
  setText(caption, rows.length === 0 ? "None." : "");
  caption.hidden = rows.length > 0;
  const cell = (name, scope) => {
    const made = element(name);
    if (scope !== "") {
      made.scope = scope;
    }
    return made;
  };
  list(top, rows.length === 0 ? [] : [head], () => element("tr"), (line) => {
    list(line, head, () => cell("th", "col"), setText);
  });
  list(body, rows, () => element("tr"), (line, row) => {
    list(line, row, () => (line.children.length === 0 ? cell("th", "row") : cell("td", "")), setCell);
  });
}

/** The most frequent as a text; all with their whole names as a title. */
function counts(of) {
  const shown = of.top.slice(0, MOST_IN_CELL);
  const others = of.top.slice(MOST_IN_CELL).reduce((sum, one) => sum + one.count, of.other);
  const texts = (some, name, rest) => [
    ...some.map((one) => name(one.name) + " " + count(one.count)),
    ...(rest > 0 ? ["others " + count(rest)] : []),
  ].join(", ");
  return {
    text: texts(shown, lastPart, others) || "none",
    title: texts(of.top, (name) => name, of.other),
  };
}

function model(load) {
  const phase = (load.parallelism === 0 ? ", paused" : "") + (load.warmingUp ? ", warming up" : "");
  return load.model === "open"
    ? load.ratePerSecond + " starts/s, at most " + count(load.maxParallelism) + phase
    : count(load.parallelism) + " of at most " + count(load.maxParallelism) + " in parallel" + phase;
}

function tiles({ load, period }) {
  const { waitSeconds, runSeconds, overheadSeconds } = period;
  const time = (timing) => (timing.count === 0 ? "none" : seconds(timing.p99));
  const refused = Object.values(load.refusedHttpRequests).reduce((sum, one) => sum + one, 0);
  return [
    ["Load", model(load), ""],
    ["Frontend", load.connected ? "connected" : "no connection", load.connected ? "" : "bad"],
    ["Requests/s (last 10 s)",
      number(period.requestsPerSecond) + " (" + number(period.requestsPerSecondLast10s) + ")", ""],
    ["Succeeded", count(period.succeeded), ""],
    ["Failed", count(period.failed) + (period.failed === 0 ? ""
      : " (" + percent(period.failed, period.failed + period.succeeded) + ")"), period.failed > 0 ? "bad" : ""],
    ["Outstanding", count(load.outstanding), ""],
    ["Wait, p99", time(waitSeconds), ""],
    ["Run, p99", time(runSeconds), ""],
    ["Overhead, p99", time(overheadSeconds), ""],
    ...(refused > 0 ? [["Refused HTTP requests", count(refused), ""]] : []),
  ];
}

function showTiles(event) {
  list(byId("now"), tiles(event), () => {
    const tile = element("div");
    tile.append(element("dt"), element("dd"));
    return tile;
  }, (tile, [name, value, style]) => {
    setText(tile.firstElementChild, name);
    setText(tile.lastElementChild, value);
    tile.className = style;
  });
}

/** Shows the figures of an event. */
export function showStatistics(event) {
  const { load, period } = event;
  setText(byId("queue"), load.queue);
  setText(byId("since"), "in the " + clock(period.seconds) + " since start or reset");
  document.title = number(period.requestsPerSecondLast10s) + "/s - " + load.queue + " - Plimsoll";
  showTiles(event);
  const errors = period.errors.top.map((error) =>
    [error.name, count(error.count), percent(error.count, period.failed)]);
  if (period.errors.other > 0) {
    errors.push(["(others)", count(period.errors.other), percent(period.errors.other, period.failed)]);
  }
  fill("errors", ["error", "count", "share"], errors);
  const times = [["wait", period.waitSeconds], ["run", period.runSeconds],
    ["overhead", period.overheadSeconds], ["total", period.totalSeconds],
    ["lag of starts", period.lagSeconds]];
  fill("times", ["time", "min", "mean", "max", "p50", "p90", "p95", "p99", "p99.9"],
    times.map(([name, t]) => [name,
      ...[t.min, t.mean, t.max, t.p50, t.p90, t.p95, t.p99, t.p999].map(seconds)]));
  fill("nodes", ["node", "replies", "failures", "run p50", "run p99", "devices", "pods"],
    period.nodes.map((node) => [node.node, count(node.replies), count(node.failures),
      seconds(node.runSeconds.p50), seconds(node.runSeconds.p99),
      counts(node.devices), counts(node.pods)]));
}

/** Shows what was done to the load, the last first. */
export function showChanges(changes) {
  fill("changes", ["time", "change"],
    changes.slice(-MOST_CHANGES).reverse().map((one) => [clock(one.seconds), change(one).line]));
}
