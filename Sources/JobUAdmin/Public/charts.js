// The exact values of the place in a chart that is pointed at, or has the focus. Without this script the browser shows their title.
/** Watches the charts of the page, those that are put there later too. */
export function readCharts() {
  const show = (event) => {
    const slot = event.target.closest?.("[data-tip]");
    const readout = slot?.closest("figure")?.querySelector(".readout");
    if (readout) readout.textContent = slot.dataset.tip;
  };
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  // Arrows walk through a chart, so that it costs one press of the tab key and not sixty.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const slot = event.target.closest?.("[data-tip]");
    if (!step || !slot) return;
    const slots = [...slot.closest("svg").querySelectorAll("[data-tip]")];
    const other = slots[slots.indexOf(slot) + step];
    if (!other) return;
    event.preventDefault();
    slot.setAttribute("tabindex", "-1");
    other.setAttribute("tabindex", "0");
    other.focus();
  });
}
