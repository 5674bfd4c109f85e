// What fills or empties the selected cells at once.

import { settle } from "./editing.js";
import { range, selectedInputs } from "./selecting.js";
import { active, horizontal, inputOf, textOf, vertical } from "./sheet.js";
import { meets } from "../app/lines.js";
import { change } from "./undoing.js";

const toAll = (inputs, value) => Object.fromEntries(inputs.map((input) => [input.dataset.place, value]));

export const clear = () => change(toAll(selectedInputs(), ""));

export const fillWith = (value) => change(toAll(selectedInputs(), value), "粘贴");

// What the cell holds that one is in, into every selected cell.
export function fillAll() {
  change(toAll(selectedInputs(), textOf(active())));
  settle();
}

// From the first line of the range; a single cell takes what is above it.
export function fillDown() {
  const [first, ...rest] = range();
  if (!rest.length) return copyFrom(vertical(active(), -1));
  const values = {};
  for (const box of rest.flat()) {
    const source = first.find((above) => meets(above, box));
    if (source && inputOf(box.cell)) values[inputOf(box.cell).dataset.place] = textOf(source.cell);
  }
  change(values);
}

// From the first column of the range; a single cell takes what is left of it.
export function fillRight() {
  const chosen = range();
  if (chosen.every((boxes) => boxes.length < 2)) return copyFrom(horizontal(active(), -1));
  const values = {};
  for (const [first, ...rest] of chosen) {
    for (const input of rest.map((box) => inputOf(box.cell)).filter(Boolean)) {
      values[input.dataset.place] = textOf(first.cell);
    }
  }
  change(values);
}

function copyFrom(cell) {
  if (cell) change({ [inputOf(active()).dataset.place]: textOf(cell) });
}
