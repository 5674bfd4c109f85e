// A table as a spreadsheet: a cell is gone to, typed over, or opened with a caret; the keys are listed in `keys.js`.

import * as copying from "./copying.js";
import * as editing from "./editing.js";
import { clear, fillAll, fillDown, fillRight } from "./filling.js";
import { KEYS, nameOf } from "./keys.js";
import { CARET, READY, TYPING, mode, setMode } from "./mode.js";
import * as pointing from "./pointing.js";
import * as returning from "./returning.js";
import * as selecting from "./selecting.js";
import { active, boxOf, cellOf, horizontal, inputOf, lines, typedCells, vertical } from "./sheet.js";
import * as sticking from "./sticking.js";
import * as tools from "./tools.js";
import * as undoing from "./undoing.js";

const PAGE = 10;
const MODES = { "at a cell": [READY], moving: [READY, TYPING], always: [READY, TYPING, CARET] };

// At the edge of the table one stays in the cell, but no longer in its text, and with it alone selected.
function go(cell) {
  if (cell && cell !== active()) return inputOf(cell).focus();
  selecting.selectOne(active());
  editing.settle();
}

function edge(cell, next) {
  let to = cell;
  for (let at = to; at; at = next(at)) to = at;
  go(to);
}

function row(cell) {
  const boxes = lines()[boxOf(cell).row];
  return boxes.map((box) => box.cell).filter(inputOf);
}

function page(cell, step) {
  let to = cell;
  for (let count = 0; count < PAGE; count += 1) to = vertical(to, step) ?? to;
  go(to);
}

// Past the last row the next column begins, as in a range of a spreadsheet.
function enter(cell) {
  const below = returning.below(cell);
  if (below) return go(below);
  let top = horizontal(cell, 1);
  for (let above = top; above; above = vertical(above, -1)) top = above;
  go(top);
}

const EFFECTS = {
  up: (cell) => go(vertical(cell, -1)),
  down: (cell) => go(vertical(cell, 1)),
  left: (cell) => go(horizontal(cell, -1)),
  right: (cell) => go(horizontal(cell, 1)),
  enter,
  back: (cell) => go(vertical(cell, -1)),
  rowStart: (cell) => go(row(cell)[0]),
  rowEnd: (cell) => go(row(cell).at(-1)),
  top: (cell) => edge(cell, (at) => vertical(at, -1)),
  bottom: (cell) => edge(cell, (at) => vertical(at, 1)),
  first: () => go(typedCells()[0]),
  last: () => go(typedCells().at(-1)),
  pageUp: (cell) => page(cell, -1),
  pageDown: (cell) => page(cell, 1),
  extendUp: () => selecting.extend(-1, false),
  extendDown: () => selecting.extend(1, false),
  extendLeft: () => selecting.extend(-1, true),
  extendRight: () => selecting.extend(1, true),
  selectAll: selecting.selectAll,
  selectRow: selecting.selectRow,
  selectColumn: selecting.selectColumn,
  clear,
  fillAll,
  fillDown,
  fillRight,
  revert: editing.revert,
  edit: editing.edit,
  undo: undoing.undo,
  redo: undoing.redo,
};

const isText = (element) => element.matches("input, textarea, [contenteditable=true]") || element.closest("dialog");

function press(event) {
  if (event.isComposing || event.altKey) return;
  const name = nameOf(event);
  const key = KEYS.find((each) => each.does && each.keys.includes(name));
  const cell = active();
  // Elsewhere on the page only undo and redo are the table's.
  if (!key || !(cell ? MODES[key.when].includes(mode()) : ["undo", "redo"].includes(key.does) && !isText(event.target)))
    return;
  event.preventDefault();
  EFFECTS[key.does](cell);
}

function arrive(event) {
  const cell = cellOf(event.target);
  if (!inputOf(cell)) return;
  setMode(READY);
  event.target.select();
  selecting.selectOne(cell);
}

// What is wrong at the cell one stands in, in words.
function showNote() {
  const note = document.getElementById("cell-note");
  document.getElementById("cell-name").textContent = inputOf(active())?.getAttribute("aria-label") ?? "";
  const says = document.activeElement?.closest?.("td")?.querySelector(".says")?.textContent ?? "";
  note.textContent = says;
  note.hidden = !says;
}

// What the server holds may have come into the cell one is at: typing still replaces it.
function refresh() {
  showNote();
  if (!active() || mode() !== READY) return;
  inputOf(active()).select();
}

export function start() {
  if (!document.getElementById("spreadsheet")) return;
  for (const part of [selecting, pointing, returning, editing, undoing, copying, sticking, tools]) part.start();
  document.addEventListener("keydown", press);
  document.addEventListener("focusin", arrive);
  document.addEventListener("focusin", showNote);
  document.addEventListener("answered", refresh);
}
