// Keys, listed by "?", and the menu of the header.
const { base } = document.documentElement.dataset;
const places = { d: "/", c: "/crons", j: "/jobs", s: "/schedule", q: "/queues", w: "/workers" };

function isTyping(target) { return target.matches?.("input, textarea, select, [contenteditable]") ?? false; }

/** Listens to the keyboard. */
export function keys() {
  const help = document.getElementById("keys");
  const opener = document.querySelector("[data-show-keys]");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => help.showModal());
  }
  let goes = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const went = event.timeStamp - goes < 1200;
    goes = 0;
    if (went && places[event.key]) { location.assign(base + places[event.key]); return; }
    switch (event.key) {
      case "g": goes = event.timeStamp; break;
      case "?": help.showModal(); break;
      case "n": document.querySelector(`a[href='${base}/crons/new']`) ? location.assign(`${base}/crons/new`) : undefined; break;
      case "/": {
        const search = document.querySelector("input[type=search]");
        if (search) { event.preventDefault(); search.focus(); }
        break;
      }
      default: break;
    }
  });
}

/** Closes the menu by Escape and by a click elsewhere. */
export function menus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
}
