// What the charts over time draw.

import { number, rate, seconds, short } from "./format.js";

export const PERCENTILES = [
  { key: "p50", color: "--one", dash: [] },
  { key: "p90", color: "--two", dash: [8, 4] },
  { key: "p99", color: "--three", dash: [2, 3] },
];

const perSecond = (get) => (sample) => get(sample) / (sample.toSeconds - sample.fromSeconds);

const timesChart = (title, key) => ({
  title,
  show: seconds,
  axis: seconds,
  least: 1e-3,
  percentiles: true,
  lines: PERCENTILES.map((one) => ({
    label: one.key,
    color: one.color,
    dash: one.dash,
    value: (sample) => (sample[key].count === 0 ? null : sample[key][one.key]),
  })),
});

/** What is drawn: each line by its label, how it looks, and its value in a sample; null is a gap. */
export const CHARTS = [
  {
    title: "Requests per second",
    wide: true,
    show: rate,
    axis: short,
    lines: [
      { label: "succeeded", color: "--good", dash: [], fill: "--good-fill", value: perSecond((s) => s.succeeded) },
      { label: "failed", color: "--bad", dash: [6, 3], value: perSecond((s) => s.failed) },
    ],
  },
  {
    title: "Load",
    wide: true,
    show: number,
    axis: short,
    lines: [
      { label: "outstanding", color: "--one", dash: [], fill: "--one-fill", value: (s) => s.outstanding },
      { label: "parallelism", color: "--two", dash: [8, 4], optional: true,
        value: (s) => (s.model === "open" ? null : s.parallelism) },
      { label: "starts per second", color: "--three", dash: [2, 3], scale: "rate", optional: true,
        value: (s) => (s.model === "open" ? s.ratePerSecond : null) },
    ],
  },
  timesChart("Wait in the queue", "waitSeconds"),
  timesChart("Run", "runSeconds"),
  timesChart("Overhead", "overheadSeconds"),
];
