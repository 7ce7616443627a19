"use strict";
(() => {
  for (const parent of document.querySelectorAll(".charts")) {
    const data = charts.data(parent);
    const n = data.asked.length;
    // The last step needs an end to be drawn to.
    const x = Array.from({ length: n + 1 }, (_, i) => i * data.width);
    const steps = (values, f) => values.concat(values[n - 1]).map(f);
    const perSecond = v => v / data.width;
    const orGap = v => v < 0 ? null : v;
    charts.chart(parent, "Requests per second", x, [
      { label: "asked for", color: "--grey", dash: [6, 4], values: steps(data.asked, perSecond) },
      { label: "reached", color: "--one", values: steps(data.started, perSecond) },
    ], charts.plain);
    charts.chart(parent, "Latency of requests sent then", x, [
      { label: "p50", color: "--one", values: steps(data.p50, orGap) },
      { label: "p99", color: "--two", values: steps(data.p99, orGap) },
    ], charts.seconds);
    charts.chart(parent, "Failures per second", x, [
      { label: "failed", color: "--bad", values: steps(data.failed, perSecond) },
    ], charts.plain);
  }

  charts.resize();
})();
