// What changes by itself stands in elements with data-refresh: they are fetched anew and put in place when the server says that
// something has changed. At most one fetch a second, and none while nobody looks.
import { showTimes } from "./times.js";
import { countPicked } from "./ask.js";

let fetching = false;
let again = false;
const listeners = [];

/** Calls `act` whenever something may have changed. */
export function onChange(act) { listeners.push(act); }

async function refresh() {
  if (isOut) return;
  if (fetching || document.hidden) { again = true; return; }
  fetching = true;
  const begun = performance.now();
  try {
    await Promise.all([replaceParts(), ...listeners.map((act) => act())]);
  } catch { /* The server is away; the event stream shows it and comes back. */ } finally {
    // A page that is slow to make is asked for less often.
    setTimeout(() => { fetching = false; catchUp(); }, Math.max(1000, 10 * (performance.now() - begun)));
  }
}

async function replaceParts() {
  if (!document.querySelector("[data-refresh]")) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.status === 401) return endListening();
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-refresh]")) {
    const other = fresh.querySelector(`[data-refresh="${part.dataset.refresh}"]`);
    // Whoever is typing or reading a menu in there is not disturbed.
    if (other && !isBusy(part)) replace(part, other);
  }
}

function isBusy(part) {
  const at = document.activeElement;
  return part.contains(at) && at.matches("input:not([type=checkbox]), textarea, select");
}

function catchUp() {
  if (again && !document.hidden) { again = false; refresh(); }
}

function replace(part, other) {
  const picked = new Set([...part.querySelectorAll("input[name=ids]:checked")].map((box) => box.value));
  const opened = [...part.querySelectorAll("details[open]")].map((one) => pathTo(part, one));
  const focus = pathTo(part, document.activeElement);
  part.replaceChildren(...other.childNodes);
  for (const box of part.querySelectorAll("input[name=ids]")) box.checked = picked.has(box.value);
  for (const path of opened) { const one = at(part, path); if (one instanceof HTMLDetailsElement) one.open = true; }
  if (focus) at(part, focus)?.focus({ preventScroll: true });
  showTimes(part);
  countPicked();
}

// Where a node stands, so that the one in its place is found after the swap.
function pathTo(root, node) {
  if (!node || node === root || !root.contains(node)) return null;
  const path = [];
  for (let here = node; here !== root; here = here.parentElement) path.unshift([...here.parentElement.children].indexOf(here));
  return path;
}

function at(root, path) { return path.reduce((node, index) => node && node.children[index], root); }

/** Listens for changes, and shows whether it can. */
export function listen() {
  if (!document.querySelector("[data-refresh]") && listeners.length === 0) return;
  open();
  document.addEventListener("visibilitychange", catchUp);
  addEventListener("pagehide", () => { source.close(); clearTimeout(later); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

let source = null;
let later = 0;
let isOut = false;

const events = () => `${document.documentElement.dataset.base}/api/events`;

function show(word) {
  const state = document.getElementById("live-state");
  if (state.dataset.is === word) return;
  state.dataset.is = word;
  state.hidden = false;
  state.classList.toggle("on", word === "on");
  state.classList.toggle("out", word === "out");
  state.textContent = state.dataset[word];
}

function open() {
  source = new EventSource(events());
  // The greeting refreshes too: something may have changed between the page and its stream.
  source.addEventListener("hello", () => { show("on"); refresh(); });
  source.addEventListener("changed", refresh);
  // A page of a store that was away comes back by itself.
  if (document.querySelector("[data-retry]")) source.addEventListener("changed", () => location.reload());
  source.addEventListener("error", () => {
    if (isOut) return;
    show("off");
    // A browser tries again by itself where the connection broke, and never where the answer was no stream.
    if (source.readyState === EventSource.CLOSED) askWhy();
  });
}

async function askWhy() {
  try {
    const answer = await fetch(events(), { method: "HEAD" });
    if (answer.status === 401) return endListening();
  } catch { /* The server is away: it may come back. */ }
  later = setTimeout(open, 10000);
}

// The session has ended: nothing is asked for any more, and the page says why it stands still.
function endListening() {
  isOut = true;
  source.close();
  clearTimeout(later);
  show("out");
}

/** A notice is said once: a reload does not say it again. */
export function forgetNotice() {
  const address = new URL(location.href);
  for (const name of ["notice", "done", "left", "lang", "zone", "theme"]) address.searchParams.delete(name);
  if (address.href !== location.href) history.replaceState(null, "", address);
}
