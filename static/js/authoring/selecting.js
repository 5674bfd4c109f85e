// A range of cells, selected with Shift and the arrows or with the mouse. The keyboard stays in the cell it began at.

import { READY, setMode } from "./mode.js";
import { boxOf, cellOf, horizontal, inputOf, lines, table, tell, vertical } from "./sheet.js";
import { meets } from "../app/lines.js";

let anchor = null;
let corner = null; // where the range is reckoned from: the anchor, unless a whole row or column is selected
let head = null;
let whole = false;

const any = () => true;

// The lines of the range, each the boxes that it has of that line; a single cell is a range of one.
export function range() {
  if (!anchor) return [];
  if (whole) return lines();
  const [one, other] = [boxOf(corner), boxOf(head)];
  const columns = { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
  return lines()
    .slice(Math.min(one.row, other.row), Math.max(one.row, other.row) + 1)
    .map((boxes) => boxes.filter((box) => meets(box, columns)));
}

export const isWhole = () => whole;

export const anchorCell = () => anchor;

// Whether the range ends at the cell.
export const isAt = (cell) => cell === head && !whole;

export const selectedCells = () =>
  range()
    .flat()
    .map((box) => box.cell);

export const selectedInputs = () => selectedCells().map(inputOf).filter(Boolean);

export function selectOne(cell) {
  [anchor, corner, head, whole] = [cell, cell, cell, false];
  show();
}

export function selectAll() {
  whole = true;
  setMode(READY);
  show();
}

export function selectRow() {
  const boxes = lines()[boxOf(anchor).row];
  selectBetween(boxes[0].cell, boxes.at(-1).cell);
}

export function selectColumn() {
  selectBetween(edge(-1), edge(1));
}

// The last cell up or down (step -1 or 1) in the column the range began in.
function edge(step) {
  let to = anchor;
  for (let next = to; next; next = vertical(next, step, any)) to = next;
  return to;
}

// The keyboard stays where it is, inside the range.
function selectBetween(one, other) {
  [corner, head, whole] = [one, other, false];
  setMode(READY);
  show();
}

export function extend(step, sideways) {
  const next = (sideways ? horizontal : vertical)(head, step, any);
  if (next) extendTo(next);
}

export function extendTo(cell) {
  [corner, head, whole] = [anchor, cell, false];
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

export function start() {
  document.addEventListener("focusin", (event) => {
    if (!cellOf(event.target) && anchor && !event.target.closest("dialog, .table-tools")) selectOne(null);
  });
}
