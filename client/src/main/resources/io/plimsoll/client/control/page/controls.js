// What changes the load, and says what it did.

import { byId, setText } from "./dom.js";

/** In this tab only, and gone with it. */
const TOKEN_KEY = "plimsoll.control-token";

const NEEDS_TOKEN = 401;

/** What can be sent in a header as it is. */
const TOKEN = /^[!-~]+$/;

const UNREACHABLE = "Not done: the client does not answer.";

function say(text) {
  setText(byId("done"), text);
}

function headers() {
  const token = sessionStorage.getItem(TOKEN_KEY);
  return token === null ? {} : { Authorization: "Bearer " + token };
}

async function ask(path, asked) {
  const answer = await fetch(path, { headers: headers() });
  if (answer.ok) {
    const now = await answer.json();
    say(asked(now));
    return now;
  }
  const why = (await answer.text()).trim();
  if (answer.status === NEEDS_TOKEN) {
    byId("token-box").open = true;
    say("Not done: enter the control token below, and try again. The client says: " + why);
  } else {
    say("Not done: " + why);
  }
  return null;
}

/** An input that follows the load until someone types into it. */
function setting(name) {
  const input = byId(name);
  let typed = false;
  input.addEventListener("input", () => {
    typed = true;
  });
  byId(name + "-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const wanted = input.value;
    try {
      const now = await ask(
        "/" + name + "?type=json&value=" + encodeURIComponent(wanted),
        (answer) =>
          (Number(wanted) === answer.result ? "" : "Asked for " + wanted + ". ") +
          "Now " + answer.result + " " + answer.info + ". The statistics begin anew.",
      );
      if (now !== null) {
        input.value = now.result;
        typed = false;
      }
    } catch {
      say(UNREACHABLE);
    }
  });
  return (value) => {
    if (!typed && document.activeElement !== input) {
      input.value = value;
    }
  };
}

/** Makes the forms work; returns what is to be called with each new state of the load. */
export function controls() {
  const showParallelism = setting("parallelism");
  const showRate = setting("rate");
  byId("reset-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await ask("/reset?type=json", () => "The statistics are reset.");
    } catch {
      say(UNREACHABLE);
    }
  });
  byId("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const token = byId("token").value;
    if (token === "") {
      sessionStorage.removeItem(TOKEN_KEY);
      say("No control token is used any more.");
    } else if (!TOKEN.test(token)) {
      say("Not used: a token has no spaces, and no letters but those of ASCII.");
    } else {
      sessionStorage.setItem(TOKEN_KEY, token);
      byId("token").value = "";
      say("The control token is used from now on, in this tab.");
    }
  });
  return ({ load, adjustable }) => {
    byId("forms").hidden = !adjustable;
    byId("fixed").hidden = adjustable;
    showParallelism(load.parallelism);
    showRate(load.ratePerSecond);
    byId("parallelism").max = load.maxParallelism;
    const paused = load.parallelism === 0 ? "; 0 now: paused" : "";
    setText(byId("parallelism-range"), "0 to " + load.maxParallelism + paused);
  };
}
