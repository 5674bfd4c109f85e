// One text changed by two: where it differs, and both changes in one text where they are in different sentences.

// The one range in which two texts differ: the characters `start` to `end` of `from` became `text`.
export function difference(from, to) {
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start++;
  let tail = 0;
  while (tail < most - start && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  return { start, end: from.length - tail, text: to.slice(start, to.length - tail) };
}

// Where a position of the text is after the change; within what was replaced, it is at its end.
export function moved(position, { start, end, text }) {
  if (position <= start) return position;
  return position >= end ? position + text.length - (end - start) : start + text.length;
}

const STOP = /[。！？\n]/;
const LINE = /\n/;

// The change widened to whole sentences: two people's words never run into one sentence. Where words are bold or numbers
// bound, a stop may be part of them: there it is widened to whole lines. What is taken out may leave two stops together.
function sentences(text, change) {
  const [from, to] = widened(text, change, LINE);
  return /\*\*|\{\{/.test(text.slice(from, to) + change.text) ? [from, to] : widened(text, change, STOP);
}

function widened(text, { start, end, text: written }, border) {
  let from = written === "" ? Math.max(0, start - 1) : start;
  while (from > 0 && !border.test(text[from - 1])) from--;
  let to = end;
  while (to < text.length && !border.test(text[to])) to++;
  return [from, Math.min(to + 1, text.length)];
}

// What `mine` and `theirs`, both made from `base`, say together; null where that is for the server to merge.
export function together(base, mine, theirs) {
  const one = difference(base, mine);
  const other = difference(base, theirs);
  const [from, to] = sentences(base, one);
  const [otherFrom, otherTo] = sentences(base, other);
  if (from < otherTo && otherFrom < to) return null;
  if (one.start === other.start || one.end === other.end) return null;
  const at = moved(other.start, one);
  return mine.slice(0, at) + other.text + mine.slice(at + other.end - other.start);
}
