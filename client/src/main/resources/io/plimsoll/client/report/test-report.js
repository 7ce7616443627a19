"use strict";
(() => {
  for (const parent of document.querySelectorAll(".charts")) {
    const data = charts.data(parent);
    if (!data.from) continue; // Charts of something larger, which has this report in it.
    const n = data.from.length;
    // The last step needs an end to be drawn to.
    const x = data.from.concat(data.end);
    const steps = values => values.concat(values[n - 1]);
    const draw = (title, lines, show) => charts.chart(parent, title, x, lines, show, data.marks);
    draw("Replies per second", [
      { label: "succeeded", color: "--one", values: steps(data.succeeded) },
      { label: "failed", color: "--bad", dash: [6, 4], values: steps(data.failed) },
    ], charts.plain);
    draw(data.open ? "Wanted starts per second, and requests outstanding" : "Requests in parallel", [
      { label: data.open ? "rate" : "wanted", color: "--grey", dash: [6, 4], values: steps(data.load) },
      { label: "outstanding", color: "--two", values: steps(data.outstanding) },
    ], charts.plain);
    for (const [name, title] of [["wait", "Wait time"], ["run", "Run time"], ["overhead", "Overhead"],
      ["total", "Total time"]]) {
      draw(title, [
        { label: "p50", color: "--one", values: steps(data[name].p50) },
        { label: "p90", color: "--grey", dash: [6, 4], values: steps(data[name].p90) },
        { label: "p99", color: "--two", dash: [2, 3], values: steps(data[name].p99) },
      ], charts.seconds);
    }
  }
  charts.resize();
})();
