// The mouse in a table: a click goes to the cell, a double click opens it with a caret; with the button held, or with
// Shift, it selects. Nothing is ever dragged from one cell into another.

import { edit, settle } from "./editing.js";
import { READY, CARET, mode, setMode } from "./mode.js";
import { anchorCell, extendTo, isAt, selectOne } from "./selecting.js";
import { active, cellOf, inputOf, table } from "./sheet.js";

let dragging = false;

function press(event) {
  const cell = cellOf(event.target);
  if (!cell || event.button) return;
  if (event.shiftKey && active()) {
    event.preventDefault();
    return extendTo(cell);
  }
  if (!inputOf(cell)) return;
  dragging = true;
  if (cell === active()) return again(event, cell);
  event.preventDefault();
  inputOf(cell).focus();
}

// In the cell the keyboard is in. A finger has no double click and no F2: its second tap puts the caret.
function again(event, cell) {
  const isWithin = mode() !== READY || event.sourceCapabilities?.firesTouchEvents;
  selectOne(cell);
  if (isWithin && event.target === inputOf(cell)) return setMode(CARET);
  event.preventDefault();
  if (event.detail > 1) edit(cell);
  else settle();
}

function drag(event) {
  const cell = cellOf(event.target);
  if (!dragging || !event.buttons || !cell || isAt(cell)) return;
  extendTo(cell);
}

function release() {
  const began = anchorCell();
  if (dragging && began && !isAt(began)) inputOf(began)?.select();
  dragging = false;
}

export function start() {
  table().addEventListener("mousedown", press);
  table().addEventListener("mousemove", drag);
  document.addEventListener("mouseup", release);
  for (const type of ["dragstart", "dragover", "drop"]) {
    table().addEventListener(type, (event) => event.preventDefault());
  }
}
