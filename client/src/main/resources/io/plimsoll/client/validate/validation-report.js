"use strict";
(() => {
  // An interval as a bar with two ends, and each round as a small circle beside it.
  const intervals = data => u => {
    const { ctx } = u;
    const scale = devicePixelRatio;
    const end = 5 * scale;
    ctx.save();
    ctx.strokeStyle = charts.color("--one");
    ctx.lineWidth = 1.5 * scale;
    for (const step of data.steps) {
      const x = Math.round(u.valToPos(step.size, "x", true));
      if (step.low != null && step.high != null) {
        const low = u.valToPos(step.low, "y", true);
        const high = u.valToPos(step.high, "y", true);
        ctx.beginPath();
        for (const y of [low, high]) {
          ctx.moveTo(x - end, y);
          ctx.lineTo(x + end, y);
        }
        ctx.moveTo(x, low);
        ctx.lineTo(x, high);
        ctx.stroke();
      }
      for (const round of step.rounds) {
        if (round == null) continue;
        ctx.beginPath();
        ctx.arc(x, u.valToPos(round, "y", true), 2.5 * scale, 0, 2 * Math.PI);
        ctx.stroke();
      }
    }
    ctx.restore();
  };

  for (const parent of document.querySelectorAll(".charts")) {
    const data = charts.data(parent);
    const measured = new Map(data.steps.map(step => [step.size, step.throughput]));
    const over = {
      name: "replicas",
      show: charts.plain,
      // Replicas are whole.
      incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000],
      draw: [intervals(data)],
      top: Math.max(...data.steps.flatMap(step => step.rounds.concat(step.high || 0))),
    };
    charts.chart(parent, "Requests per second over replicas: means with 95 % intervals, and each round", data.x, [
      { label: "ideal", color: "--grey", dash: [6, 4], curve: true, values: data.ideal },
      ...data.hasLaw ? [{
        label: data.lawFits ? "Universal Scalability Law" : "Universal Scalability Law, which does not fit",
        color: "--two", dash: data.lawFits ? [] : [2, 3], curve: true, values: data.law,
      }] : [],
      { label: "measured", color: "--one", curve: true, points: true,
        values: data.x.map(x => measured.has(x) ? measured.get(x) : null) },
    ], charts.plain, data.marks, over);
  }
  charts.resize();
})();
