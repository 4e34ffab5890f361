"use strict";
// The pages work without this file. It adds the reader's own time zone, live refresh, questions before what cannot be
// undone, and the preview of an expression.
(() => {
  const korean = document.body.dataset.lang === "ko";
  const language = korean ? "ko" : "en";
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const near = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  const clock = new Intl.DateTimeFormat(language === "ko" ? "ko-KR" : "en-GB", {
    month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false,
  });

  function relative(instant) {
    const seconds = Math.round((instant - Date.now()) / 1000);
    for (const [unit, length] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
      if (Math.abs(seconds) >= length) return near.format(Math.trunc(seconds / length), unit);
    }
    return near.format(seconds, "second");
  }

  function showTimes(root) {
    for (const time of root.querySelectorAll("time[datetime]")) {
      if (time.closest("pre")) continue;
      const instant = Date.parse(time.dateTime);
      if (Number.isNaN(instant)) continue;
      if (!time.title) time.title = time.textContent;
      const distance = document.createElement("small");
      distance.textContent = ` (${relative(instant)})`;
      time.replaceChildren(clock.format(instant), distance);
    }
  }

  function noteZone() {
    const note = document.getElementById("zone-note");
    if (note) note.textContent = korean ? `시각은 ${zone} 기준` : `Times in ${zone}`;
  }

  // What changes by itself stands in elements with data-refresh: they are fetched anew and put in place.
  // At most one fetch a second, and none while nobody looks.
  let fetching = false;
  let again = false;
  async function refresh() {
    if (fetching || document.hidden) { again = true; return; }
    fetching = true;
    const begun = performance.now();
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-refresh]")) {
        const other = fresh.querySelector(`[data-refresh="${part.dataset.refresh}"]`);
        if (other) replace(part, other);
      }
    } catch { /* The server is away; the event stream shows it and comes back. */ } finally {
      // A page that is slow to make is asked for less often.
      setTimeout(() => { fetching = false; catchUp(); }, Math.max(1000, 10 * (performance.now() - begun)));
    }
  }

  function catchUp() {
    if (again && !document.hidden) { again = false; refresh(); }
  }

  function replace(part, other) {
    const picked = new Set([...part.querySelectorAll("input[name=ids]:checked")].map((box) => box.value));
    const log = part.querySelector(".log");
    const follows = log && log.scrollTop + log.clientHeight >= log.scrollHeight - 20;
    const place = log ? log.scrollTop : 0;
    const focus = pathTo(part, document.activeElement);
    part.replaceChildren(...other.childNodes);
    for (const box of part.querySelectorAll("input[name=ids]")) box.checked = picked.has(box.value);
    const newLog = part.querySelector(".log");
    if (newLog) newLog.scrollTop = follows ? newLog.scrollHeight : place;
    if (focus) focus.reduce((node, index) => node && node.children[index], part)?.focus();
    showTimes(part);
    countPicked();
  }

  // Where the focus stands, so that it stands there again after the swap.
  function pathTo(root, node) {
    if (!node || node === root || !root.contains(node)) return null;
    const path = [];
    for (let at = node; at !== root; at = at.parentElement) path.unshift([...at.parentElement.children].indexOf(at));
    return path;
  }

  function listen() {
    if (!document.querySelector("[data-refresh]") || !window.EventSource) return;
    const state = document.getElementById("live-state");
    const show = (on) => {
      state.hidden = false;
      state.classList.toggle("on", on);
      state.textContent = on ? state.dataset.on : state.dataset.off;
    };
    let seen = false;
    const source = new EventSource("/api/events");
    source.addEventListener("hello", () => { show(true); if (seen) refresh(); seen = true; });
    source.addEventListener("changed", refresh);
    source.addEventListener("error", () => show(false));
    document.addEventListener("visibilitychange", catchUp);
    addEventListener("pagehide", () => source.close());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }

  function pickedBoxes() { return document.querySelectorAll("input[name=ids]:checked"); }

  function countPicked() {
    const label = document.querySelector("[data-picked]");
    if (label) label.textContent = label.dataset.picked.replace("{0}", pickedBoxes().length);
  }

  function askFirst() {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      let question = form.dataset.confirm;
      if (form.dataset.bulk) {
        const count = pickedBoxes().length;
        if (!event.submitter || count === 0) return;
        question = form.dataset.bulk.replace("{0}", event.submitter.textContent).replace("{1}", count);
      }
      if (question && !confirm(question)) event.preventDefault();
    });
    document.addEventListener("change", (event) => {
      if (event.target.dataset.all) {
        for (const box of document.querySelectorAll(`input[name=${event.target.dataset.all}]`)) box.checked = event.target.checked;
      }
      countPicked();
    });
  }

  function preview() {
    const form = document.querySelector("form[data-preview]");
    if (!form) return;
    const words = document.querySelector("#preview .words");
    const list = document.querySelector("#preview ol");
    const notes = document.querySelector("#preview .notes");
    const hint = words.textContent;
    let timer = 0;
    let asked = 0;
    async function ask() {
      const turn = ++asked;
      const expression = form.elements.cron_expression.value.trim();
      if (!expression) { words.textContent = hint; words.classList.remove("bad"); list.replaceChildren(); notes.replaceChildren(); return; }
      const body = { cron_expression: expression, time_zone: form.elements.time_zone.value.trim(), day_match: form.elements.day_match.value };
      for (const name of ["start_at", "end_at"]) if (form.elements[name].value.trim()) body[name] = form.elements[name].value.trim();
      try {
        const answer = await fetch(form.dataset.preview, {
          method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
        });
        const reply = await answer.json();
        if (turn === asked) show(answer.ok, reply);
      } catch { /* The form still works; its check comes when it is sent. */ }
    }
    function show(ok, reply) {
      const problem = Array.isArray(reply.detail) ? reply.detail.map((one) => one.msg).join("; ") : reply.detail;
      words.classList.toggle("bad", !ok);
      words.textContent = ok ? `${reply.words} · ${reply.time_zone}` : [problem, reply.hint].filter(Boolean).join(" – ");
      notes.replaceChildren(...(ok ? reply.notes : []).map((note) => {
        const line = document.createElement("p");
        line.className = "quiet";
        line.textContent = note;
        return line;
      }));
      list.replaceChildren(...(ok ? reply.next : []).map((instant) => {
        const time = document.createElement("time");
        time.dateTime = instant;
        time.textContent = instant;
        const item = document.createElement("li");
        item.append(time);
        return item;
      }));
      showTimes(list);
      if (ok && reply.time_zone !== zone) showThere(list, reply.time_zone);
    }
    // The same instants on the clocks of the cron's own zone.
    function showThere(list, there) {
      const format = new Intl.DateTimeFormat("en-GB", { timeZone: there, hour: "2-digit", minute: "2-digit", hour12: false });
      for (const time of list.querySelectorAll("time")) {
        const note = document.createElement("small");
        note.className = "quiet";
        note.textContent = `${format.format(Date.parse(time.dateTime))} ${there}`;
        time.after(note);
      }
    }
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
  }

  // A notice is said once: a reload does not say it again.
  function forgetNotice() {
    const address = new URL(location.href);
    for (const name of ["notice", "done", "left", "lang"]) address.searchParams.delete(name);
    if (address.href !== location.href) history.replaceState(null, "", address);
  }

  showTimes(document);
  forgetNotice();
  noteZone();
  countPicked();
  askFirst();
  preview();
  listen();
  setInterval(() => showTimes(document), 15000);
})();
