// A row is typed with Tab from cell to cell; Enter then goes to the next row, to the column where that began.

import { active, boxOf, vertical } from "./sheet.js";

let began = null;
let tabbing = false;

function leave(event) {
  if (event.key !== "Tab" || event.ctrlKey || event.altKey || !active()) return;
  began ??= active();
  tabbing = true;
}

// The keyboard came somewhere: by Tab the row goes on, by anything else another one begins.
function arrive() {
  if (!tabbing) began = null;
  tabbing = false;
}

// The cell in the next row; null in the last one.
export function below(cell) {
  let to = vertical(began ?? cell, 1);
  while (to && boxOf(to).row <= boxOf(cell).row) to = vertical(to, 1);
  return to;
}

export function start() {
  document.addEventListener("keydown", leave);
  document.addEventListener("focusin", arrive);
}
