// Questions before what cannot be undone. A form with data-ask is sent when its question is answered with yes; without this script the
// server asks on a page of its own. Bulk forms say how many they touch.
const pickedBoxes = () => document.querySelectorAll("input[name=ids]:checked");

/** Writes how many rows are selected. */
export function countPicked() {
  const count = pickedBoxes().length;
  for (const label of document.querySelectorAll("[data-picked]")) label.textContent = label.dataset.picked.replace("{0}", count);
  for (const box of document.querySelectorAll("[data-all]")) {
    const all = document.querySelectorAll(`input[name=${box.dataset.all}]`).length;
    box.checked = count > 0 && count === all;
    box.indeterminate = count > 0 && count < all;
  }
}

function question(form, button) {
  const words = button?.dataset.ask ?? form.dataset.ask;
  if (!words) return null;
  const count = pickedBoxes().length;
  return form.dataset.bulk !== undefined && count === 0 ? null : words.replace("{0}", count);
}

/** Asks, and counts what is selected. */
export function ask() {
  const dialog = document.getElementById("ask");
  document.addEventListener("submit", (event) => {
    const [form, button] = [event.target, event.submitter];
    const words = question(form, button);
    if (!words || form.elements.confirmed) return;
    event.preventDefault();
    document.getElementById("ask-text").textContent = words;
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") { button?.focus(); return; }
      // What changes by itself may have put another form in its place while the question stood.
      if (!form.isConnected) { form.hidden = true; document.body.append(form); }
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "confirmed", value: "yes" }));
      form.requestSubmit(button ?? undefined);
    }, { once: true });
    dialog.showModal();
  });
  document.addEventListener("change", (event) => {
    if (event.target.dataset.all) {
      for (const box of document.querySelectorAll(`input[name=${event.target.dataset.all}]`)) box.checked = event.target.checked;
    }
    // A select that changes what is shown needs no button.
    if (event.target.dataset.submit !== undefined) event.target.form.requestSubmit();
    countPicked();
  });
}
