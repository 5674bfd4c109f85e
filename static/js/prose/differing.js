// Where two texts differ, and two people's changes of one text put together. A change is {start, end, put}: the units
// from start to end of the first text become the words `put`.

import { together } from "../authoring/patching.js";

const MOST = 2_000_000; // cells of the table in which the longest common row is looked for
const PIECE = /\{\{[^{}\n]{1,200}\}\}|[\s\S]/gu;

// The changes of `a` into `b`, both lists of keys: [{start, end, from, to}], so that b[from..to] stands for
// a[start..end].
export function listChanges(a, b) {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const middle = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  return between(...middle).map((change) => ({
    start: change.start + head,
    end: change.end + head,
    from: change.from + head,
    to: change.to + head,
  }));
}

function between(a, b) {
  const whole = [{ start: 0, end: a.length, from: 0, to: b.length }];
  if (!a.length || !b.length || a.length * b.length > MOST) return a.length + b.length ? whole : [];
  const changes = [];
  let [at, to] = [0, 0];
  for (const [one, other] of [...common(a, b), [a.length, b.length]]) {
    if (one > at || other > to) changes.push({ start: at, end: one, from: to, to: other });
    [at, to] = [one + 1, other + 1];
  }
  return changes;
}

// The longest common row, as pairs of indexes.
function common(a, b) {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      longest[at] = a[i] === b[j] ? longest[at + width + 1] + 1 : Math.max(longest[at + width], longest[at + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

const pieces = (text) => text.match(PIECE) ?? [];
const lengthOf = (list) => list.reduce((sum, each) => sum + each.length, 0);

// The changes of one text into another: line by line, and within the lines that changed character by character.
export function changesOf(before, after) {
  const [a, b] = [before, after].map((text) => text.split(/(?<=\n)/));
  const changes = [];
  for (const lines of listChanges(a, b)) {
    const start = lengthOf(a.slice(0, lines.start));
    const [old, now] = [
      pieces(a.slice(lines.start, lines.end).join("")),
      pieces(b.slice(lines.from, lines.to).join("")),
    ];
    let [index, unit] = [0, start];
    for (const change of listChanges(old, now)) {
      unit += lengthOf(old.slice(index, change.start));
      const end = unit + lengthOf(old.slice(change.start, change.end));
      changes.push({ start: unit, end, put: now.slice(change.from, change.to).join("") });
      [index, unit] = [change.end, end];
    }
  }
  return changes;
}

// What I only deleted is not brought back beside what they wrote there.
const kept = (mine, my) => (mine.some((change) => change.put) ? my : "");

const touch = (one, other) =>
  (one.start < other.end && other.start < one.end) || (one.start === other.start && one.end === other.end);

// `base` with the changes that made it `mine` and those that made it `theirs`. Where both changed the same words, both
// stay: theirs, then mine.
export function merged(base, mine, theirs) {
  const changes = { mine: changesOf(base, mine), theirs: changesOf(base, theirs) };
  let text = "";
  let at = 0;
  while (changes.mine.length || changes.theirs.length) {
    const cluster = nextCluster(changes);
    text += base.slice(at, cluster.start);
    const [my, their] = [applied(base, cluster, cluster.mine), applied(base, cluster, cluster.theirs)];
    if (!cluster.theirs.length || my === their) text += my;
    else text += cluster.mine.length ? their + kept(cluster.mine, my) : their;
    at = cluster.end;
  }
  return text + base.slice(at);
}

// The same, or null where both changed one sentence: two numbers for one would be mixed, and the server asks.
export function safelyMerged(base, mine, theirs) {
  const isOnes = mine === base || theirs === base || mine === theirs;
  return isOnes || together(base, mine, theirs) !== null ? merged(base, mine, theirs) : null;
}

const isBefore = (one, other) =>
  !other || (one && (one.start < other.start || (one.start === other.start && one.end < other.end)));

// The first change, with those of the other side that touch it, and so on.
function nextCluster(changes) {
  const first = isBefore(changes.theirs[0], changes.mine[0]) ? "theirs" : "mine";
  const cluster = { mine: [], theirs: [], ...changes[first][0] };
  cluster[first].push(changes[first].shift());
  for (let grown = true; grown;) {
    grown = false;
    for (const side of ["mine", "theirs"]) {
      if (!changes[side].length || !touch(cluster, changes[side][0])) continue;
      const next = changes[side].shift();
      cluster[side].push(next);
      cluster.end = Math.max(cluster.end, next.end);
      grown = true;
    }
  }
  return cluster;
}

function applied(base, { start, end }, changes) {
  let text = "";
  let at = start;
  for (const change of changes) {
    text += base.slice(at, change.start) + change.put;
    at = change.end;
  }
  return text + base.slice(at, end);
}
