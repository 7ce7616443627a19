"use strict";

// Everything from the network goes into the page as text.

const RECONNECT_MS = 2000;
const SILENCE_MS = 5000;

const byId = (id) => document.getElementById(id);
let lastEvent = Date.now();
let filled = false;

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function row(cells, kind) {
  const made = document.createElement("tr");
  cells.forEach((cell, i) => {
    const one = element(kind === "head" || i === 0 ? "th" : "td", cell);
    if (one.tagName === "TH") {
      one.scope = kind === "head" ? "col" : "row";
    }
    made.append(one);
  });
  return made;
}

function table(id, head, rows) {
  const caption = rows.length === 0 ? [element("caption", "None.")] : [];
  const lines = rows.length === 0 ? [] : [row(head, "head"), ...rows.map((cells) => row(cells, ""))];
  byId(id).replaceChildren(...caption, ...lines);
}

const seconds = (value) => value.toFixed(6);
const counts = (of) =>
  of.top.map((one) => one.name + " " + one.count).join(", ") +
  (of.other > 0 ? ", other " + of.other : "");

function show(statistics) {
  const load = statistics.load;
  const period = statistics.period;
  byId("queue").textContent = load.queue;
  const open = load.model === "open";
  const figures = [
    ["Load", open ? load.ratePerSecond + " starts per second, at most " + load.maxParallelism +
        " outstanding" : load.parallelism + " in parallel, at most " + load.maxParallelism],
    ["Frontend", load.connected ? "connected" : "no connection"],
    ["Outstanding", load.outstanding],
    ["Succeeded", period.succeeded],
    ["Failed", period.failed],
    ["Requests per second", period.requestsPerSecond.toFixed(2)],
    ["In the last 10 s", period.requestsPerSecondLast10s.toFixed(2)],
    ["Since reset", period.seconds.toFixed(0) + " s"],
    ["Refused HTTP requests", Object.entries(load.refusedHttpRequests)
        .map(([status, count]) => status + ": " + count).join(", ") || "none"],
  ];
  if (load.parallelism === 0) {
    figures[0][1] += ", paused";
  }
  byId("now").replaceChildren(
    ...figures.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
  const times = [["wait", period.waitSeconds], ["run", period.runSeconds],
    ["overhead", period.overheadSeconds], ["total", period.totalSeconds]];
  table("times", ["", "min", "mean", "max", "p50", "p90", "p95", "p99", "p99.9"],
    times.map(([name, t]) => [name, ...[t.min, t.mean, t.max, t.p50, t.p90, t.p95, t.p99, t.p999]
        .map(seconds)]));
  const errors = period.errors.top.map((error) => [error.name, error.count]);
  if (period.errors.other > 0) {
    errors.push(["(other)", period.errors.other]);
  }
  table("errors", ["error", "count"], errors);
  table("nodes", ["node", "replies", "failures", "run p50", "run p99", "devices", "pods"],
    period.nodes.map((node) => [node.node, node.replies, node.failures,
      seconds(node.runSeconds.p50), seconds(node.runSeconds.p99),
      counts(node.devices), counts(node.pods)]));
  if (!filled) {
    filled = true;
    byId("parallelism").value = load.parallelism;
    byId("parallelism").max = load.maxParallelism;
    byId("rate").value = load.ratePerSecond;
  }
}

function say(text, gone) {
  const line = byId("link");
  if (line.textContent !== text) {
    line.textContent = text;
    line.classList.toggle("gone", gone);
  }
}

function listen() {
  const events = new EventSource("/events");
  events.onmessage = (event) => {
    lastEvent = Date.now();
    say("Live.", false);
    show(JSON.parse(event.data));
  };
  events.onerror = () => {
    say("The client is gone. Trying to reach it again.", true);
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, RECONNECT_MS);
    }
  };
}

setInterval(() => {
  if (Date.now() - lastEvent > SILENCE_MS) {
    say("The client is gone or does not answer. Trying to reach it again.", true);
  }
}, 1000);

function control(form, path, input) {
  byId(form).addEventListener("submit", async (event) => {
    event.preventDefault();
    const query = input === "" ? "" : "&value=" + encodeURIComponent(byId(input).value);
    try {
      const answer = await fetch(path + "?type=json" + query);
      if (answer.ok) {
        const now = await answer.json();
        byId("done").textContent = "Now " + now.result + " " + now.info + ".";
        if (input !== "") {
          byId(input).value = now.result;
        }
      } else {
        byId("done").textContent = await answer.text();
      }
    } catch (error) {
      byId("done").textContent = "Not done: the client does not answer.";
    }
  });
}

control("parallelism-form", "/parallelism", "parallelism");
control("rate-form", "/rate", "rate");
control("reset-form", "/reset", "");
listen();
