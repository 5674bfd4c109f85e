// What two people wrote differently: shown above the page, where it can wait. Nothing here moves the page or takes the
// keyboard from who types.

import { standingStill } from "../app/still.js";
import { entryAt } from "./entries.js";

const area = document.getElementById("conflicts");
const drawn = new Map();

export const openQuestions = () => area.querySelectorAll("[data-question]").length;

// `choose(form, button)`: called with the question's form and the button that was pressed.
export function start(choose) {
  for (const form of area.querySelectorAll("[data-question]")) drawn.set(form.dataset.question, "");
  area.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(event.target, event.submitter);
  });
  document.addEventListener("answered", (event) =>
    standingStill(document.getElementById("editor"), () => show(event.detail.conflicts)),
  );
}

function show(questions) {
  const asked = new Map(questions.map((question) => [String(question.pk), question]));
  for (const form of area.querySelectorAll("[data-question]")) {
    if (!asked.has(form.dataset.question)) leave(form);
  }
  for (const [key, { html }] of asked) {
    const old = area.querySelector(`[data-question="${key}"]`);
    if (old && (drawn.get(key) === html || old.contains(document.activeElement))) continue;
    drawn.set(key, html);
    draw(old, html);
  }
}

// The question in the place of what was drawn of it, as open as that was.
function draw(old, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  if (!old) return area.append(holder.content);
  holder.content.querySelector("details").open = old.querySelector("details").open;
  old.replaceWith(holder.content);
}

// A question that is answered goes. Who pressed its button goes on where it was about.
function leave(form) {
  const inside = form.contains(document.activeElement);
  drawn.delete(form.dataset.question);
  form.remove();
  if (inside) entryAt(form.dataset.about)?.focus({ preventScroll: true });
}
