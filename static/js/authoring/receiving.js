// Takes in what the server answers: values that others wrote, and what became of one's own.

import { showAnswer } from "./answer.js";
import { entryAt, hold, isChanged, isHeld, known, learn, put, receive, release, typed } from "./entries.js";
import { keep, letGo } from "./keeping.js";

const form = document.getElementById("editor");

// `sent`: the changes to which this is the answer; none where others' work is all there is to hear of.
export function takeIn(answer, sent = {}) {
  form.dataset.version = answer.version;
  form.dataset.pending = answer.pending.length;
  const refused = new Set(answer.refused.map((entry) => entry.place));
  for (const [place, value] of Object.entries(answer.values)) {
    const entry = entryAt(place);
    if (entry && !refused.has(place)) takeEntry(entry, value, sent[place], answer.disputed.includes(place));
  }
  showAnswer(answer);
}

function takeEntry(entry, value, change, isDisputed) {
  if (isDisputed || isHeld(entry)) standAgainst(entry, value, change);
  else if (change || !isChanged(entry)) accept(entry, value, change ? change.after : known(entry));
}

// An entry that stood as `from` when the server was told of it. What was typed since stays; it goes with the next save.
function accept(entry, value, from) {
  learn(entry, receive(entry, from, value) ? value : from);
  if (isChanged(entry)) keep(entry);
  else letGo(entry.dataset.place);
}

// Another figure stands in the cell. What was typed is in the question about it; whoever is still in the cell goes on
// undisturbed, and the cell shows the figure that stands there once they leave it.
function standAgainst(entry, value, change) {
  if (change && typed(entry) !== change.after) return;
  hold(entry, value);
  letGo(entry.dataset.place);
  if (entry !== document.activeElement) release(entry);
}

// The person chose a text themselves: it comes in as a step of theirs, which they can take back.
export function takeChoice(answer, place) {
  const entry = entryAt(place);
  const value = answer.values[place];
  if (entry && value !== undefined && !isChanged(entry) && typed(entry) !== value) {
    learn(entry, value);
    put(entry, value);
  }
  takeIn(answer);
}
