// Words and next instants of the expression that is being typed.
import { element, zone } from "./times.js";

// The same instants on the clocks of the cron's own zone.
function showThere(list, there) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: there, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  for (const time of list.querySelectorAll("time")) {
    time.after(Object.assign(document.createElement("small"), {
      className: "quiet", textContent: `${format.format(Date.parse(time.dateTime))} ${there}`,
    }));
  }
}

/** Watches the form of a cron. */
export function preview() {
  const form = document.querySelector("form[data-preview]");
  if (!form) return;
  const words = document.querySelector("#preview .words");
  const list = document.querySelector("#preview ol");
  const notes = document.querySelector("#preview .notes");
  const hint = words.textContent;
  let timer = 0;
  let asked = 0;

  function body(expression) {
    const fields = form.elements;
    const body = { cron_expression: expression, time_zone: fields.time_zone.value.trim(), day_match: fields.day_match.value };
    for (const name of ["start_at", "end_at"]) if (fields[name].value.trim()) body[name] = fields[name].value.trim();
    return JSON.stringify(body);
  }

  async function ask() {
    const turn = ++asked;
    const expression = form.elements.cron_expression.value.trim();
    if (!expression) { say(hint, true); return; }
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: body(expression),
      });
      const reply = await answer.json();
      if (turn === asked) show(answer.ok, reply);
    } catch { /* The form still works; its check comes when it is sent. */ }
  }

  function say(text, ok) {
    words.textContent = text;
    words.classList.toggle("bad", !ok);
    list.replaceChildren();
    notes.replaceChildren();
  }

  function show(ok, reply) {
    const problem = Array.isArray(reply.detail) ? reply.detail.map((one) => one.msg).join("; ") : reply.detail;
    say(ok ? `${reply.words} · ${reply.time_zone}` : [problem, reply.hint].filter(Boolean).join(" – "), ok);
    if (!ok) return;
    notes.append(...reply.notes.map((note) => Object.assign(document.createElement("p"), { className: "quiet", textContent: note })));
    list.append(...reply.next.map((instant) => {
      const item = document.createElement("li");
      item.append(element(instant));
      return item;
    }));
    if (reply.time_zone !== zone) showThere(list, reply.time_zone);
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
  checkJSON(form.elements.handler_params);
}

// Says at once that a text is no JSON object, and where it stops being one.
function checkJSON(area) {
  if (!area) return;
  const state = document.getElementById("json-state");
  if (!state) return;
  area.addEventListener("input", () => {
    const text = area.value.trim();
    let problem = "";
    try {
      const value = text === "" ? {} : JSON.parse(text);
      if (value === null || typeof value !== "object" || Array.isArray(value)) problem = state.dataset.notObject;
    } catch (error) { problem = error.message; }
    state.textContent = problem || (text ? state.dataset.fine : "");
    state.classList.toggle("problem", problem !== "");
  });
}
