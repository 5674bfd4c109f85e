// How a cell is typed in: what it held before, so that Esc brings that back, and how its text gets a caret.

import { put } from "./entries.js";
import { CARET, READY, TYPING, mode, setMode } from "./mode.js";
import { selectOne } from "./selecting.js";
import { active, inputOf, table } from "./sheet.js";

let before = ""; // what the cell held when typing in it began

// At the cell again: what is typed next replaces what it holds.
export function settle() {
  setMode(READY);
  inputOf(active())?.select();
}

export function edit(cell) {
  const input = inputOf(cell);
  if (mode() === READY) before = input.value;
  setMode(CARET);
  input.setSelectionRange(input.value.length, input.value.length);
}

// Only what was typed in this cell: what a key did to the cells selected is for undo.
export function revert(cell) {
  const input = inputOf(cell);
  if (mode() !== READY && input.value !== before) put(input, before);
  selectOne(cell);
  settle();
}

// A space alone is no entry: it would leave a blank where a number stood.
function begin(event) {
  const input = event.target;
  if (mode() !== READY || !input.matches("input[data-place]")) return;
  if (event.data && !event.data.trim()) return event.preventDefault();
  before = input.value;
}

export function start() {
  table().addEventListener("beforeinput", begin);
  table().addEventListener("input", (event) => {
    if (active() && mode() === READY && event.isTrusted) setMode(TYPING);
  });
}
