// Two windows of one person on one page: what the one typed and could not send before it was closed the other sends, and
// what the one has sent for the other is not sent again.

import { changesOf } from "../prose/differing.js";
import { entryAt, isChanged, known, learn, typed } from "./entries.js";
import { isKept, keptHere, letGo } from "./keeping.js";

const PATIENCE = 6000; // milliseconds in which a window that is open sends its words itself

const seen = new Map(); // by place: what was kept there, and since when it has been the same

// The changes that nobody else will send: {place: {before, after}}. Ask again and again while the line is there.
export function leftBehind() {
  const changes = {};
  for (const { place, before, after } of keptHere()) {
    const entry = entryAt(place);
    if (isChanged(entry)) seen.delete(place);
    else if (after === known(entry)) letGo(place);
    else if (isOld(place, JSON.stringify([before, after]))) changes[place] = { before, after };
  }
  return changes;
}

function isOld(place, now) {
  if (seen.get(place)?.now !== now) seen.set(place, { now, since: Date.now() });
  return Date.now() - seen.get(place).since > PATIENCE;
}

// Whether every word that was put is in the text.
const holds = (text, before, after) => changesOf(before, after).every((change) => text.includes(change.put));

// Which of these changes another window has sent: it has let go of what was kept, and the page of the server, `editor`,
// holds it. One goes on from there.
export function sentElsewhere(editor, changes) {
  return Object.keys(changes).filter((place) => {
    const entry = entryAt(place);
    const stored = editor.querySelector(`[data-place="${CSS.escape(place)}"]`)?.value ?? "";
    if (isKept(place) || !holds(stored, changes[place].before, typed(entry))) return false;
    learn(entry, typed(entry));
    return true;
  });
}
