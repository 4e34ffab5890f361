// A log that follows: new lines are appended, nothing is fetched twice, and the page keeps a bounded number of them.
import { onChange } from "./live.js";
import { timeOfDay } from "./times.js";

const linesMax = 5000;
const batch = 1000;

function line(entry) {
  const row = document.createElement("span");
  row.className = "line";
  if (/^[a-z]+$/.test(entry.level)) row.classList.add(entry.level);
  const time = document.createElement("time");
  time.dateTime = entry.time;
  time.textContent = timeOfDay(Date.parse(entry.time));
  row.append(time, " ", Object.assign(document.createElement("b"), { textContent: entry.level }), ` ${entry.message}\n`);
  return row;
}

/** Follows the log of the page, where there is one. */
export function followLog() {
  const log = document.querySelector("[data-log]");
  if (!log) return;
  const follow = document.getElementById("log-follow");
  const level = document.getElementById("log-level");
  const state = document.getElementById("log-state");
  let next = Number(log.dataset.next);
  let dropped = 0;
  let reading = null;
  const toEnd = () => { log.scrollTop = log.scrollHeight; };

  async function read() {
    for (;;) {
      const answer = await fetch(`${log.dataset.log}?after=${next}&limit=${batch}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const reply = await answer.json();
      if (reply.items.length === 0) return;
      next = reply.next;
      append(reply.items);
      if (reply.items.length < batch) return;
    }
  }

  function append(items) {
    document.getElementById("log-none")?.remove();
    log.hidden = false;
    log.append(...items.map(line));
    for (let extra = log.childElementCount - linesMax; extra > 0; extra--) { log.firstElementChild.remove(); dropped++; }
    if (state && dropped > 0) state.textContent = state.dataset.dropped.replace("{0}", linesMax);
    if (follow?.checked) toEnd();
  }

  // One at a time: a line that is asked for twice would stand there twice.
  const more = () => {
    if (log.dataset.follows !== "true") return undefined;
    reading ??= read().finally(() => { reading = null; });
    return reading;
  };
  follow?.addEventListener("change", () => { if (follow.checked) toEnd(); });
  // Whoever scrolls up wants to read; at the end it follows again.
  log.addEventListener("wheel", () => requestAnimationFrame(() => {
    if (follow) follow.checked = log.scrollTop + log.clientHeight >= log.scrollHeight - 30;
  }), { passive: true });
  level?.addEventListener("change", (event) => {
    event.stopPropagation();
    log.dataset.least = level.value;
    if (follow?.checked) toEnd();
  });
  if (follow?.checked) toEnd();
  onChange(more);
}
