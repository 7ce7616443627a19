// The page: what comes from the client goes into the charts, tiles and tables.

import { bars } from "./bars.js";
import { charts } from "./charts.js";
import { controls } from "./controls.js";
import { byId, setText } from "./dom.js";
import { follow } from "./feed.js";
import { History } from "./history.js";
import { showChanges, showStatistics } from "./tables.js";

const history = new History();
const drawCharts = charts(history);
const drawBars = bars();
const showControls = controls();

function say(text, gone) {
  setText(byId("link"), text);
  document.documentElement.classList.toggle("gone", gone);
}

follow(history, {
  live: () => say("Live.", false),
  gone: () => {
    say("The client is gone or does not answer. What is shown is its last. Trying to reach it again.", true);
    document.title = "Gone - " + byId("queue").textContent + " - Plimsoll";
  },
  statistics: (event) => {
    showStatistics(event);
    showControls(event);
    drawBars(event.period);
  },
  course: () => {
    drawCharts();
    showChanges(history.changes);
  },
});
