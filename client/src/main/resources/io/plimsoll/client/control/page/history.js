// The course of the load in bounded memory: what the client's timeline has, and the last seconds
// one by one. The timeline halves itself when it is long, so the page cannot add to it for ever.

/** Seconds that are kept one by one; the timeline may have made one sample of many of them. */
export const MOST_RECENT = 300;

/** How many more may come before the timeline is asked again. */
export const RECENT_SLACK = 60;

/** As many as the client keeps. */
export const MOST_CHANGES = 1000;

/** Ends of samples are the same number at both sides; this is for the way through JSON. */
const EPSILON_SECONDS = 1e-6;

export class History {
  #past = [];
  #recent = [];
  #changes = [];

  /** Of another client, or with a gap: nothing of it holds any more. */
  clear() {
    this.#past = [];
    this.#recent = [];
    this.#changes = [];
  }

  /** Takes what /timeline says for all but the last seconds, which stay as they are. */
  replace(course) {
    const keep = this.#recent.slice(-MOST_RECENT);
    const from = keep.length > 0 ? keep[0].fromSeconds : Infinity;
    this.#past = course.samples.filter((sample) => sample.fromSeconds < from - EPSILON_SECONDS);
    const end = this.#past.at(-1)?.toSeconds ?? 0;
    this.#recent = keep.filter((sample) => sample.fromSeconds > end - EPSILON_SECONDS);
    this.#changes = course.changes.slice(0, MOST_CHANGES);
  }

  /**
   * Adds the next second, unless it is there already.
   *
   * @return whether it follows on what is there
   */
  add(sample, changes) {
    const end = (this.#recent.at(-1) ?? this.#past.at(-1))?.toSeconds ?? 0;
    if (sample.fromSeconds > end + EPSILON_SECONDS) {
      return false;
    }
    if (sample.fromSeconds > end - EPSILON_SECONDS) {
      this.#recent.push(sample);
      const known = this.#changes.at(-1)?.seconds ?? -1;
      const more = changes.filter((change) => change.seconds > known);
      this.#changes.push(...more.slice(0, MOST_CHANGES - this.#changes.length));
    }
    return true;
  }

  /** Whether it is time to replace all but the last seconds by the timeline. */
  get isLong() {
    return this.#recent.length >= MOST_RECENT + RECENT_SLACK;
  }

  /** In order of time. */
  get samples() {
    return this.#past.concat(this.#recent);
  }

  /** In order of time. */
  get changes() {
    return this.#changes;
  }
}
