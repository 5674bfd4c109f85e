// The entries of the page: every input with a place, what it holds on the server, and what was typed since.

import { difference, moved, together } from "./patching.js";

const form = () => document.getElementById("editor");

export const places = () => [...form().querySelectorAll(":is(input, textarea)[data-place]")];

export const entryAt = (place) => form().querySelector(`:is(input, textarea)[data-place="${CSS.escape(place)}"]`);

// Django's hidden copy of what the field showed when the page was made; kept up to date after every save,
// so that the plain form works from the same knowledge when JavaScript stops.
const shown = (entry) => form().elements[`initial-${entry.name}`];

// Line ends as the server keeps them, whatever the browser makes of a text area.
const plain = (text) => text.replace(/\r\n?/g, "\n");

export const known = (entry) => plain(shown(entry).value);

export const typed = (entry) => plain(entry.value);

export const isChanged = (entry) => typed(entry) !== known(entry);

export function learn(entry, value) {
  shown(entry).value = value;
}

// An entry that people write in through more than its own element (the editor of prose) says here how it is reached:
// put(value), receive(sent, value) and select(start, end). Its element always holds what is typed.
const surfaces = new WeakMap();

export const attach = (entry, surface) => surfaces.set(entry, surface);

// The entry in which an input method is at work: its letters must not be taken from under it.
let composing = null;
document.addEventListener("compositionstart", (event) => (composing = event.target), true);
document.addEventListener("compositionend", () => (composing = null), true);

// Put a value into an entry as if it had been typed, so that everybody who listens hears of it. It can be undone.
export function put(entry, value) {
  const surface = surfaces.get(entry);
  if (surface) return surface.put(value);
  entry.value = value;
  entry.dispatchEvent(new Event("input", { bubbles: true }));
}

// What the server holds now, for an entry that stood as `sent` when the server was last told of it. What was typed
// since stays, the caret does not move, and it is not a step that undo takes back. Whether the entry now holds both:
// if not, it is as it was, and the next save lets the server merge.
export function receive(entry, sent, value) {
  const surface = surfaces.get(entry);
  if (surface) return surface.receive(sent, value) !== false;
  const now = typed(entry);
  if (composing === entry) return now === value;
  const both = now === sent ? value : together(sent, now, value);
  if (both !== null && both !== now) replace(entry, now, both);
  return both !== null;
}

// Another text in the entry, with the selection where it was among the words, and nothing scrolled.
function replace(entry, from, to) {
  const edit = difference(from, to);
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = entry;
  entry.value = to;
  entry.setSelectionRange(moved(selectionStart, edit), moved(selectionEnd, edit), selectionDirection);
  entry.scrollTop = scrollTop;
}

// Lead to a range of the entry's text, in the browser's units.
export function select(entry, start, end) {
  const surface = surfaces.get(entry);
  if (surface) return surface.select(start, end);
  entry.focus();
  entry.setSelectionRange(start, end);
}

// A figure that another figure stands against is in the question about it: it is not sent again until it is changed.
const held = new Map();

export const hold = (entry, value) => held.set(entry, { sent: typed(entry), value });

// Let the entry that is left show what the server holds.
export function release(entry) {
  const { sent, value } = held.get(entry) ?? {};
  held.delete(entry);
  if (sent === undefined || typed(entry) !== sent) return;
  learn(entry, value);
  receive(entry, sent, value);
}

export const isHeld = (entry) => held.get(entry)?.sent === typed(entry);

export const changes = () =>
  Object.fromEntries(
    places()
      .filter((entry) => isChanged(entry) && !isHeld(entry))
      .map((entry) => [entry.dataset.place, { before: known(entry), after: typed(entry) }]),
  );

// A range that the server counts in characters, in the units in which the browser counts: a rare character is two.
export const unitsOf = (entry, start, end) => {
  const characters = [...typed(entry)];
  const length = (from, to) => characters.slice(from, to).join("").length;
  const begins = length(0, start);
  return [begins, begins + length(start, end)];
};
