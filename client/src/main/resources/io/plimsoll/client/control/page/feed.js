// The way to the client: its events, its timeline, and how to find it again when it is gone.

const RECONNECT_MS = 2000;

/** Five events are missing. */
const SILENCE_MS = 5000;

/** Events that wait for the timeline; with more than these it is asked again. */
const MOST_PENDING = 60;

/**
 * Follows the client for as long as the page is open.
 *
 * @param history what it keeps up to date
 * @param on callbacks: live(), gone(), statistics(event), course()
 */
export function follow(history, on) {
  let events = null;
  let lastHeard = Date.now();
  let pending = null;

  /** Asks for the timeline; what comes meanwhile waits, so that nothing is missing in the end. */
  async function catchUp() {
    pending = [];
    const asked = events;
    try {
      const answer = await fetch("/timeline");
      const course = await answer.json();
      if (asked !== events) {
        return; // That was before the connection broke.
      }
      history.replace(course);
      const waited = pending;
      pending = null;
      waited.forEach(add);
      on.course();
    } catch {
      if (asked === events) {
        lose();
      }
    }
  }

  function add(event) {
    if (pending !== null) {
      pending.push(event);
      if (pending.length > MOST_PENDING) {
        lose();
      }
    } else if (!history.add(event.sample, event.changes)) {
      history.clear();
      catchUp();
    } else if (history.isLong) {
      catchUp();
    }
  }

  function onEvent(message) {
    lastHeard = Date.now();
    const event = JSON.parse(message.data);
    if (event.sample !== null) {
      add(event);
    }
    on.statistics(event);
    if (pending === null) {
      on.course();
    }
  }

  function connect() {
    lastHeard = Date.now();
    const opened = new EventSource("/events");
    events = opened;
    opened.onopen = () => {
      history.clear();
      on.live();
      catchUp();
    };
    opened.onmessage = onEvent;
    opened.onerror = lose;
  }

  /** Browsers differ in whether and when they try again, so that is done here. */
  function lose() {
    if (events !== null) {
      events.close();
      events = null;
      on.gone();
      setTimeout(connect, RECONNECT_MS);
    }
  }

  setInterval(() => {
    if (Date.now() - lastHeard > SILENCE_MS) {
      lose();
    }
  }, 1000);
  connect();
}
