// Values as texts.

const grouped = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const rough = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

const significant = (value) => Number(value.toPrecision(3));

/** A count. */
export const count = (value) => whole.format(value);

/** A number such as a rate: 3 significant digits, or all of those before the point. */
export const number = (value) => (Math.abs(value) >= 100 ? whole : grouped).format(value);

/** The same of a rate over a second or so, which is a little more or less than a second. */
export const rate = (value) => (value < 10 ? rough.format(value) : number(value));

/** A number for an axis: 12K. */
export const short = (value) => compact.format(value);

/** A device or pod without the folders of a device file. */
export const lastPart = (name) => name.slice(name.lastIndexOf("/") + 1);

/** A time in seconds, with the unit that suits it. */
export function seconds(value) {
  if (value === 0) {
    return "0 s";
  }
  if (value < 1e-3) {
    return significant(value * 1e6) + " µs";
  }
  if (value < 1) {
    return significant(value * 1e3) + " ms";
  }
  return value < 1000 ? significant(value) + " s" : whole.format(value) + " s";
}

/** When something was, in seconds since the load began: 1:05, or 2:00:07. */
export function clock(value) {
  const all = Math.round(value);
  const two = (part) => String(part).padStart(2, "0");
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor(all / 60) % 60;
  return (hours > 0 ? hours + ":" + two(minutes) : minutes) + ":" + two(all % 60);
}

/** A share of a whole that may be nothing. */
export function percent(part, all) {
  const share = all === 0 ? 0 : (100 * part) / all;
  return (share > 0 && share < 0.1 ? "< 0.1" : Number(share.toPrecision(share < 10 ? 2 : 3))) + " %";
}

const CHANGES = {
  parallelism: (value) => [value + " in parallel", "parallelism set to " + number(value)],
  rate: (value) => [
    value === 0 ? "closed" : number(value) + "/s",
    value === 0 ? "rate set to 0: each reply starts the next request" : "rate set to " + number(value) + " per second",
  ],
  reset: () => ["reset", "statistics reset"],
  warm_up_over: () => ["warm", "warm-up over"],
};

/** A change of the load as a few words for a chart, and as a line. */
export function change(one) {
  const known = CHANGES[one.kind];
  const [mark, line] = known ? known(one.value) : [one.kind, one.kind];
  return { mark, line };
}
