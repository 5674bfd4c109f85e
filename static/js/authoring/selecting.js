// A range of cells, selected with Shift and the arrows or with the mouse. The keyboard stays in the cell it began at.

import { CARET, READY, setMode } from "./mode.js";
import { active, boxOf, cellOf, horizontal, inputOf, lines, meets, table, tell, vertical } from "./sheet.js";

let anchor = null;
let head = null;
let whole = false;
let dragging = false;

const any = () => true;

// The lines of the range, each the boxes that it has of that line; a single cell is a range of one.
export function range() {
  if (!anchor) return [];
  if (whole) return lines();
  const [one, other] = [boxOf(anchor), boxOf(head)];
  const columns = { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
  return lines()
    .slice(Math.min(one.row, other.row), Math.max(one.row, other.row) + 1)
    .map((boxes) => boxes.filter((box) => meets(box, columns)));
}

export const isWhole = () => whole;

export const selectedCells = () =>
  range()
    .flat()
    .map((box) => box.cell);

export const selectedInputs = () => selectedCells().map(inputOf).filter(Boolean);

export function selectOne(cell) {
  [anchor, head, whole] = [cell, cell, false];
  show();
}

export function selectAll() {
  whole = true;
  setMode(READY);
  show();
}

export function extend(step, sideways) {
  const next = (sideways ? horizontal : vertical)(head, step, any);
  if (next) extendTo(next);
}

function extendTo(cell) {
  [head, whole] = [cell, false];
  setMode(READY);
  inputOf(anchor).select();
  show();
}

function show() {
  for (const cell of table().querySelectorAll("[data-selected]")) delete cell.dataset.selected;
  const cells = selectedCells();
  if (cells.length > 1) for (const cell of cells) cell.dataset.selected = "";
  tell(cells.length > 1 ? `选中 ${range().length} 行，共 ${cells.length} 格` : "");
}

// A first click goes to the cell, a second one puts the caret; with the button held, or with Shift, it selects.
function press(event) {
  const cell = cellOf(event.target);
  if (!cell || event.button) return;
  if (event.shiftKey && active()) {
    event.preventDefault();
    return extendTo(cell);
  }
  if (!inputOf(cell)) return;
  dragging = true;
  if (cell !== active()) {
    event.preventDefault();
    return inputOf(cell).focus();
  }
  if (event.target === inputOf(cell)) setMode(CARET);
  else event.preventDefault();
  selectOne(cell);
}

function drag(event) {
  const cell = cellOf(event.target);
  if (!dragging || !event.buttons || !cell || (cell === head && !whole)) return;
  extendTo(cell);
}

export function start() {
  table().addEventListener("mousedown", press);
  table().addEventListener("mousemove", drag);
  document.addEventListener("mouseup", () => {
    if (dragging && anchor !== head) inputOf(anchor)?.select();
    dragging = false;
  });
  table().addEventListener("input", (event) => event.isTrusted && selectOne(cellOf(event.target)));
  document.addEventListener("focusin", (event) => {
    if (!cellOf(event.target) && anchor && !event.target.closest("dialog, .table-tools")) selectOne(null);
  });
}
