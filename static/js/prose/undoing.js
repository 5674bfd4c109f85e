// One order of undo for all texts of the page: Ctrl+Z takes back the last change, whichever box it was made in.

import { isHistoryTransaction, redo, redoDepth, undo, undoDepth } from "../prosemirror.js";
import { keepingOthers } from "./others.js";

const done = []; // the views, one for each step that can be taken back, the last one at the end
const undone = [];

// To be told of every transaction that was applied to a view. `before` is the view's state before it.
export function noteStep(view, tr, before) {
  if (isHistoryTransaction(tr) || undoDepth(view.state) <= undoDepth(before)) return;
  undone.length = 0;
  done.push(view);
}

const step = (from, to, command, depth) => () => {
  let view = from.pop();
  while (view && depth(view.state) === 0) view = from.pop();
  if (!view) return true;
  to.push(view);
  keepingOthers(view, command);
  view.focus();
  return true;
};

export const undoLast = step(done, undone, undo, undoDepth);
export const redoLast = step(undone, done, redo, redoDepth);

export const undoKeys = { "Mod-z": undoLast, "Mod-y": redoLast, "Mod-Shift-z": redoLast };

// The same keys work where nothing is typed, such as on a button of a finding that was just mended.
export function startUndoing() {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable=true], dialog");
    const keys = [event.ctrlKey || event.metaKey ? "Mod" : "", event.shiftKey ? "Shift" : "", event.key.toLowerCase()];
    const run = undoKeys[keys.filter(Boolean).join("-")];
    if (isTyping || event.altKey || !run) return;
    event.preventDefault();
    run();
  });
}
