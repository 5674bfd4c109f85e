// Shows what the server answered to a save: computed totals, marks at the cells, and the parts of the page it redrew.

import { entryAt } from "./entries.js";
import { redraw } from "./redrawing.js";

export function showAnswer(answer) {
  for (const [key, text] of Object.entries(answer.computed)) {
    const output = document.querySelector(`[data-computed="${CSS.escape(key)}"]`);
    if (output) output.textContent = text;
  }
  for (const [id, html] of Object.entries(answer.fragments)) {
    const part = document.getElementById(id);
    if (part) redraw(part, html);
  }
  markCells(answer.marks);
  document.dispatchEvent(new CustomEvent("answered", { detail: answer }));
}

export function markCells(marks) {
  for (const marked of document.querySelectorAll("td[data-level]")) {
    delete marked.dataset.level;
    marked.querySelector(".says")?.replaceChildren();
    marked.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  }
  for (const [place, mark] of Object.entries(marks)) {
    const entry = entryAt(place);
    const cell = entry?.closest("td");
    if (!cell) continue;
    cell.dataset.level = mark.level;
    if (mark.level === "error") entry.setAttribute("aria-invalid", "true");
    cell.querySelector(".says").textContent = mark.says;
  }
}
