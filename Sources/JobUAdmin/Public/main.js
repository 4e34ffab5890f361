// The pages work without scripts. These add the browser's time zone, live refresh, questions before what cannot be
// undone, the preview of an expression, logs that follow, and keys.
import { forgetNotice } from "./live.js";
import { listen } from "./live.js";
import { showTimes, tick } from "./times.js";
import { ask, countPicked } from "./ask.js";
import { preview } from "./preview.js";
import { followLog } from "./log.js";
import { readCharts } from "./charts.js";
import { keys, menus } from "./keys.js";

showTimes(document);
forgetNotice();
countPicked();
ask();
preview();
readCharts();
followLog();
keys();
menus();
listen();
tick();
