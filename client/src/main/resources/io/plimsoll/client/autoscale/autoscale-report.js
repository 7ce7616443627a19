"use strict";
(() => {
  for (const parent of document.querySelectorAll(".charts")) {
    const data = charts.data(parent);
    if (!data.fleet) continue; // Those of the scenario.
    // The last step needs an end to be drawn to.
    const steps = values => values.concat(values[values.length - 1]);
    const draw = (title, seconds, lines, show) =>
      charts.chart(parent, title, seconds.concat(data.end), lines, show, data.marks);
    draw("Replicas", data.fleet.seconds, [
      { label: "wanted", color: "--one", values: steps(data.fleet.wanted) },
      { label: "ready", color: "--two", dash: [6, 4], values: steps(data.fleet.ready) },
    ], charts.plain);
    for (const metric of data.metrics) {
      draw(metric.title, data.syncs, [
        { label: metric.average ? "per replica" : "value", color: "--one", values: steps(metric.values) },
        { label: "target", color: "--grey", dash: [6, 4], values: steps(metric.targets) },
      ], charts.plain);
    }
    if (data.wait) {
      draw("Wait time", data.wait.seconds, [
        { label: "p50", color: "--one", values: steps(data.wait.p50) },
        { label: "p90", color: "--grey", dash: [6, 4], values: steps(data.wait.p90) },
        { label: "p99", color: "--two", dash: [2, 3], values: steps(data.wait.p99) },
      ], charts.seconds);
    }
  }
  charts.resize();
})();
