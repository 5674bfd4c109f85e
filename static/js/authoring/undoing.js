// Undo and redo in a table: what was typed into one cell is one step, and so is a paste, a fill or a clearing. A value
// that somebody else has changed since is left as it is.

import { settle } from "./editing.js";
import { entryAt, put } from "./entries.js";
import { save } from "./saving.js";
import { inputOf, tell, typedCells } from "./sheet.js";

const done = []; // steps: { place: [before, after] }
const undone = [];
const held = new Map(); // what each cell held before the event that is coming
let typing = null; // the step that typing in one cell still adds to
let filling = false;

// As the server writes a number: it may have rewritten what was typed.
const number = (text) =>
  text
    .normalize("NFKC")
    .replace(/[,\s]/g, "")
    .replace(/^\+|^0+(?=\d)/g, "");

const same = (one, other) => number(one) === number(other);

function remember(step) {
  done.push(step);
  undone.length = 0;
}

function onInput(event) {
  const entry = event.target.closest("input[data-place]");
  if (!entry) return;
  const { place } = entry.dataset;
  if (!filling) {
    if (typing?.[place]) typing[place][1] = entry.value;
    else remember((typing = { [place]: [held.get(place) ?? "", entry.value] }));
  }
  held.set(place, entry.value);
}

function hold() {
  for (const input of typedCells().map(inputOf)) held.set(input.dataset.place, input.value);
}

// Put the values, by place, into their cells as one step, and save; `note` says in the history what was done. Returns
// how many cells changed.
export function change(values, note) {
  const step = {};
  filling = true;
  for (const [place, value] of Object.entries(values)) {
    const entry = entryAt(place);
    if (!entry || entry.value === value) continue;
    step[place] = [entry.value, value];
    put(entry, value);
  }
  filling = false;
  typing = null;
  settle();
  const count = Object.keys(step).length;
  if (count) {
    remember(step);
    save(note && { note });
  }
  return count;
}

const isEffective = (step) => Object.values(step).some(([before, after]) => before !== after);

// `from` and `to` are 0 for what stood before the step and 1 for what stood after it.
function walk(steps, others, from, to, verb) {
  typing = null;
  const step = steps.findLast(isEffective);
  if (!step) return tell(`没有可以${verb}的`);
  steps.length = steps.lastIndexOf(step);
  const entries = Object.keys(step).map(entryAt);
  const mine = entries.filter((entry) => same(entry.value, step[entry.dataset.place][from]));
  filling = true;
  for (const entry of mine) put(entry, step[entry.dataset.place][to]);
  filling = false;
  if (mine.length)
    others.push(Object.fromEntries(mine.map((entry) => [entry.dataset.place, step[entry.dataset.place]])));
  mine[0]?.focus();
  settle();
  const left = entries.length - mine.length;
  tell(`${verb}了 ${mine.length} 格${left ? `；有 ${left} 格已经被别人改动，没有${verb}` : ""}`);
  if (mine.length) save({ note: verb });
}

export const undo = () => walk(done, undone, 1, 0, "撤销");

export const redo = () => walk(undone, done, 0, 1, "重做");

export function start() {
  hold();
  const form = document.getElementById("editor");
  form.addEventListener("input", onInput);
  form.addEventListener("focusout", () => (typing = null));
  form.addEventListener("focusin", hold);
  document.addEventListener("answered", hold);
}
