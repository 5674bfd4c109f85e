// What others wrote into a text while it is open here: taking back one's own change never takes their words away.

import { Plugin, PluginKey, Selection } from "../prosemirror.js";

const key = new PluginKey("others");

const isClosed = () => document.documentElement.dataset.session === "over";

// Keeps the ranges of others' words, [from, to]: they move with the text and shrink where something of them goes. When
// the person is no longer signed in, nothing but others' words comes in.
export const others = () =>
  new Plugin({
    key,
    filterTransaction: (tr) => !tr.docChanged || Boolean(tr.getMeta(key)) || !isClosed(),
    state: {
      init: () => [],
      apply: (tr, now) => tr.mapping.maps.reduce((ranges, map) => after(map, ranges, tr.getMeta(key)), now),
    },
  });

// Marks a transaction as others' words: undo does not take it back.
export const writtenByOthers = (tr) => tr.setMeta(key, true).setMeta("addToHistory", false);

function after(map, ranges, isTheirs) {
  const [rest, added] = [ranges.slice(), []];
  map.forEach((start, end, newStart, newEnd) => {
    cut(rest, start, end);
    if (isTheirs && newEnd > newStart) added.push([newStart, newEnd]);
  });
  const moved = rest.map(([from, to]) => [map.map(from, 1), map.map(to, -1)]);
  return joined([...moved, ...added].filter(([from, to]) => from < to).sort(([one], [other]) => one - other));
}

// Takes what stands from `start` to `end` out of the ranges; what is written inside one divides it.
function cut(ranges, start, end) {
  for (const [index, [from, to]] of [...ranges.entries()].reverse()) {
    if (start < to && end > from) ranges.splice(index, 1, [from, Math.max(from, start)], [Math.min(to, end), to]);
  }
}

function joined(ranges) {
  const done = [];
  for (const range of ranges) {
    const last = done.at(-1);
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else done.push(range);
  }
  return done;
}

const wordsOf = (doc, from, to) => doc.textBetween(from, to, "\n", (chip) => chip.attrs.token);

const times = (words, doc) => wordsOf(doc, 0, doc.content.size).split(words).length;

const isGone = (words, before, now) => Boolean(words.trim()) && times(words, now) < times(words, before);

// Runs `command`, undo or redo; what it takes away of others' words comes in again behind what it put there.
export function keepingOthers(view, command) {
  const before = view.state;
  let end = 0;
  command(before, (tr) => {
    end = changeEnd(tr.mapping);
    view.dispatch(tr);
  });
  const { doc, tr } = view.state;
  const isGoneNow = ([from, to]) => isGone(wordsOf(before.doc, from, to), before.doc, doc);
  const gone = key.getState(before).filter(isGoneNow);
  if (!gone.length) return;
  const at = Selection.near(doc.resolve(end), -1).to;
  for (const [from, to] of gone.reverse()) tr.replace(at, at, before.doc.slice(from, to));
  view.dispatch(writtenByOthers(tr));
}

// Where the last thing that was changed ends.
function changeEnd(mapping) {
  let last = 0;
  mapping.maps.forEach((map, index) =>
    map.forEach((start, end, newStart, newEnd) => (last = Math.max(last, mapping.slice(index + 1).map(newEnd)))),
  );
  return last;
}
