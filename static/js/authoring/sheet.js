// The table of the page as a spreadsheet has it: lines of cells with a value, and which columns each of them takes.
// A cell is a td: one that is typed holds an input, a total an output.

import { linesOf, meets } from "../app/lines.js";

export const table = () => document.querySelector("#spreadsheet table");

export const inputOf = (cell) => cell?.querySelector("input[data-place]") ?? null;

export const cellOf = (element) => element?.closest?.("#spreadsheet tbody td") ?? null;

export const textOf = (cell) => (inputOf(cell)?.value ?? cell.querySelector("output").textContent).trim();

// The cell the keyboard is in; none while it is elsewhere.
export const active = () => cellOf(document.activeElement?.closest("input[data-place]"));

let drawn = null; // the table never changes its shape: it is walked once

// Lines of { cell, row, from, to }: the columns count from the first that has values.
export const lines = () => (drawn ??= linesOf(table()));

export const boxOf = (cell) =>
  lines()
    .flat()
    .find((box) => box.cell === cell);

export const typedCells = () =>
  lines()
    .flat()
    .map((box) => box.cell)
    .filter(inputOf);

// The nearest cell above or below (step -1 or 1) that `fits`; null at the edge.
export function vertical(cell, step, fits = inputOf) {
  const here = boxOf(cell);
  for (let row = here.row + step; row >= 0 && row < lines().length; row += step) {
    const match = lines()[row].find((box) => meets(box, here) && fits(box.cell));
    if (match) return match.cell;
  }
  return null;
}

// The nearest cell to the left or right in its row that `fits`; null at the edge.
export function horizontal(cell, step, fits = inputOf) {
  const row = lines()[boxOf(cell).row].filter((box) => fits(box.cell));
  const index = row.findIndex((box) => box.cell === cell);
  return row[index + step]?.cell ?? null;
}

export function tell(words) {
  const status = document.getElementById("table-status");
  if (status) status.textContent = words;
}
