// Times: the server writes them in the zone it knows; the first page of a visit is turned to the browser's.
const { lang, zone: shown, zoneChosen } = document.body.dataset;
const korean = lang === "ko";
const own = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** The zone that times of this page are shown in. */
export const zone = zoneChosen === "true" ? shown : own;

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

function parts(instant) {
  return Object.fromEntries(clock.formatToParts(instant).map((part) => [part.type, part.value]));
}

/** Date and time of day, as the server writes them: the year only where it is another one. */
export function text(instant) {
  const at = parts(instant);
  const year = at.year === parts(Date.now()).year ? "" : `${at.year}-`;
  return `${year}${at.month}-${at.day} ${at.hour}:${at.minute}:${at.second}`;
}

/** The time of day alone. */
export function timeOfDay(instant) {
  const at = parts(instant);
  return `${at.hour}:${at.minute}:${at.second}`;
}

const units = korean ? ["초", "분", "시간", "일"] : [" s", " min", " h", " d"];

/** "3 min ago", as the server says it. */
export function relative(instant) {
  const seconds = Math.round((instant - Date.now()) / 1000);
  const length = Math.abs(seconds);
  const [amount, unit] = length < 60 ? [length, 0] : length < 3600 ? [Math.trunc(length / 60), 1]
    : length < 86400 ? [Math.trunc(length / 3600), 2] : [Math.trunc(length / 86400), 3];
  if (amount === 0) return korean ? "지금" : "now";
  const words = `${amount}${units[unit]}`;
  if (korean) return `${words} ${seconds < 0 ? "전" : "후"}`;
  return seconds < 0 ? `${words} ago` : `in ${words}`;
}

/** An element for an instant. */
export function element(iso) {
  const time = document.createElement("time");
  time.dateTime = iso;
  time.title = iso;
  time.append(`${text(Date.parse(iso))} `, Object.assign(document.createElement("small"), { textContent: relative(Date.parse(iso)) }));
  return time;
}

/** Brings the times below `root` up to date; those of a log are only turned to the zone. */
export function showTimes(root) {
  const isTurned = zone !== shown;
  for (const time of root.querySelectorAll("time[datetime]")) {
    const instant = Date.parse(time.dateTime);
    if (Number.isNaN(instant)) continue;
    const near = time.querySelector("small");
    if (near) {
      near.textContent = relative(instant);
      if (isTurned) time.firstChild.textContent = `${text(instant)} `;
    } else if (isTurned) {
      time.textContent = timeOfDay(instant);
    }
  }
}

/** Says how long ago anew every few seconds, and tells the server the browser's zone for its next page. */
export function tick() {
  if (zoneChosen !== "true" && zone !== shown) {
    document.cookie = `browser_zone=${zone}; Path=${document.documentElement.dataset.base || "/"}; Max-Age=31536000; SameSite=Lax`;
    const note = document.getElementById("zone-note");
    if (note) note.textContent = `${note.dataset.words} ${zone}`;
  }
  setInterval(() => { if (!document.hidden) showTimes(document); }, 10000);
}
