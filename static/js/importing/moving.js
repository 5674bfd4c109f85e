// Moving among the cells of 核对 as in the editor's tables: Enter goes down and never hands the form in, arrows go to the
// neighbour. The left and right arrow leave a cell only from the end of its text; Tab is the browser's own.

import { linesOf, meets } from "../app/lines.js";

const inputOf = (cell) => cell.querySelector("input[type=text]");

function vertical(cell, step) {
  const lines = linesOf(cell.closest("table"));
  let row = lines.findIndex((line) => line.some((box) => box.cell === cell));
  const here = lines[row].find((box) => box.cell === cell);
  for (row += step; row >= 0 && row < lines.length; row += step) {
    const match = lines[row].find((box) => meets(box, here) && inputOf(box.cell));
    if (match) return match.cell;
  }
  return null;
}

function horizontal(cell, step) {
  const row = [...cell.parentElement.cells].filter((each) => each.matches("td") && inputOf(each));
  return row[row.indexOf(cell) + step] ?? null;
}

// Past the last row the next column begins.
function enter(cell) {
  const below = vertical(cell, 1);
  if (below) return below;
  let top = horizontal(cell, 1);
  for (let above = top; above; above = vertical(above, -1)) top = above;
  return top;
}

const isWhole = (input) => input.selectionStart === 0 && input.selectionEnd === input.value.length;
const isAt = (input, end) => isWhole(input) || (input.selectionStart === end && input.selectionEnd === end);

const MOVES = {
  Enter: (cell, input, event) => (event.shiftKey ? vertical(cell, -1) : enter(cell)),
  ArrowUp: (cell) => vertical(cell, -1),
  ArrowDown: (cell) => vertical(cell, 1),
  ArrowLeft: (cell, input) => isAt(input, 0) && horizontal(cell, -1),
  ArrowRight: (cell, input) => isAt(input, input.value.length) && horizontal(cell, 1),
};

const isHeld = (event) => event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key !== "Enter");

function press(event) {
  const input = event.target;
  if (event.isComposing || isHeld(event) || !(event.key in MOVES) || !input.matches("input[type=text]")) return;
  if (event.key === "Enter") event.preventDefault();
  const cell = input.closest("td");
  const next = cell && MOVES[event.key](cell, input, event);
  if (!next) return;
  event.preventDefault();
  inputOf(next).focus();
  inputOf(next).select();
}

export function start(form) {
  form.addEventListener("keydown", press);
}
