// What the server says of a text, drawn at its words: headings, findings, and numbers that the tables have, too. The
// marks move with their words while one types; each answer of the server brings them anew.

import { Decoration, DecorationSet, Plugin, PluginKey } from "../prosemirror.js";
import { learnChips } from "./chips.js";
import { changesOf } from "./differing.js";
import { toPosition, toText } from "./text.js";

const key = new PluginKey("marks");
const room = new PluginKey("room");

export const marking = () =>
  new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => tr.getMeta(key)?.(tr.doc, set) ?? set.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
  });

// Drawing puts the caret where the editor last knew it: a key that moved it a moment ago is taken note of first.
function draw(view, plugin, value) {
  if (!view.composing) view.domObserver.flush();
  view.dispatch(view.state.tr.setMeta(plugin, value).setMeta("addToHistory", false));
}

const change = (view, make) => draw(view, key, make);

// Room below a paragraph for the note that stands there: {at, height}, or null.
export const noteRoom = () =>
  new Plugin({
    key: room,
    state: {
      init: () => null,
      apply(tr, now) {
        const asked = tr.getMeta(room);
        if (asked !== undefined) return asked;
        return now && { ...now, at: tr.mapping.map(now.at) };
      },
    },
    props: {
      decorations(state) {
        const now = room.getState(state);
        const paragraph = now && state.doc.nodeAt(now.at);
        if (!paragraph?.isTextblock) return null;
        const style = `margin-block-end: ${now.height}px`;
        return DecorationSet.create(state.doc, [Decoration.node(now.at, now.at + paragraph.nodeSize, { style })]);
      },
    },
  });

export function makeRoom(view, wanted) {
  const now = room.getState(view.state);
  if (now?.at === wanted?.at && now?.height === wanted?.height) return;
  draw(view, room, wanted);
}

// Draw the marks, which the server counted in the text `base`. `isWanted(offer)`: whether to show an offer.
export function drawMarks(view, marks, base, isWanted) {
  learnChips(marks.chips);
  const now = toText(view.state.doc);
  const range = ranges(base, now);
  const drawn = [];
  const add = (span, words, attributes, spec) => {
    const [start, end] = range(...span);
    const moved = words !== null && now.slice(start, end) !== words;
    if (start >= end || moved) return;
    const { doc } = view.state;
    drawn.push(Decoration.inline(toPosition(doc, start), toPosition(doc, end, true), attributes, spec));
  };
  for (const span of marks.headings) add(span, null, { class: "prose-heading" }, {});
  for (const offer of marks.offers.filter(isWanted)) add(offer.span, offer.words, { class: "prose-offer" }, { offer });
  for (const finding of marks.findings) {
    add(finding.span, finding.words, { class: "prose-finding", "data-level": finding.level }, { finding });
  }
  change(view, (doc) => DecorationSet.create(doc, drawn));
}

export const removeMark = (view, mark) => change(view, (doc, set) => set.remove([mark]));

// The findings and offers that touch a position, or the range.
export const marksAt = (state, from, to = from) =>
  key.getState(state).find(from, to, (spec) => spec.finding || spec.offer);

// From a range of characters of `base` to units of `now`: what was changed meanwhile moves what stands behind it.
function ranges(base, now) {
  const units = [0];
  for (const character of base) units.push(units.at(-1) + character.length);
  const changes = changesOf(base, now);
  const moved = (unit) =>
    changes.reduce((sum, { start, end, put }) => (end <= unit ? sum + put.length - (end - start) : sum), unit);
  return (start, end) => [moved(units[start]), moved(units[end])];
}
