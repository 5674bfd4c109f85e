// What the toolbar does to the words: bold, headings, and lists such as 一是…；二是….

import { toggleMark } from "../prosemirror.js";
import { schema } from "./schema.js";

const NUMERALS = ["", ..."一二三四五六七八九十"];
export const numeral = (count) =>
  count <= 10 ? NUMERALS[count] : `${NUMERALS[Math.floor(count / 10)].replace("一", "")}十${NUMERALS[count % 10]}`;
const countOf = (words) => Array.from({ length: 99 }, (_, at) => numeral(at + 1)).indexOf(words) + 1;

// How a line begins that is a heading, from the first kind to the last; pressing 标题 goes from one to the next.
const HEADINGS = [
  { begins: /^（([一二三四五六七八九十]{1,3})）/, write: (count) => `（${numeral(count)}）`, read: countOf },
  { begins: /^([0-9]{1,2})[.．](?![0-9])/, write: (count) => `${count}.`, read: Number },
  { begins: /^（([0-9]{1,2})）/, write: (count) => `（${count}）`, read: Number },
];

export const bold = toggleMark(schema.marks.strong);

// The heading of the caret's paragraph becomes one of the next kind, with the number that comes next.
export function nextHeading(state, dispatch) {
  const { $head } = state.selection;
  const line = $head.parent.textContent;
  const now = HEADINGS.findIndex(({ begins }) => begins.test(line));
  const next = HEADINGS[now + 1];
  const start = $head.start();
  const length = now < 0 ? 0 : line.match(HEADINGS[now].begins)[0].length;
  const words = next ? next.write(countBefore(state.doc, $head.index(0), now + 1) + 1) : "";
  const { tr } = state;
  tr.replaceWith(start, start + length, words ? schema.text(words, $head.parent.firstChild?.marks) : []);
  dispatch?.(tr.scrollIntoView());
  return true;
}

// The number of the last heading of this kind above the paragraph, unless one of an earlier kind stands between.
function countBefore(doc, index, kind) {
  for (let at = index - 1; at >= 0; at -= 1) {
    const line = doc.child(at).textContent;
    const other = HEADINGS.findIndex(({ begins }) => begins.test(line));
    if (other === kind) return HEADINGS[kind].read(line.match(HEADINGS[kind].begins)[1]);
    if (other >= 0 && other < kind) return 0;
  }
  return 0;
}

// 一是 at the caret, or the next of the row that stands before it in its paragraph (or makes the one above begin).
export function nextPoint(state, dispatch) {
  const { $from, from, to } = state.selection;
  const above = $from.index(0) ? state.doc.child($from.index(0) - 1).textContent : "";
  const before = $from.parent.textBetween(0, $from.parentOffset);
  const last =
    [...before.matchAll(/(?:^|[：；。，])([一二三四五六七八九十]{1,3})是/g)].at(-1) ??
    above.match(/^([一二三四五六七八九十]{1,3})是/);
  const words = `${numeral(last ? countOf(last[1]) + 1 : 1)}是`;
  dispatch?.(state.tr.insertText(words, from, to).scrollIntoView());
  return true;
}

export const formatKeys = {
  "Mod-b": bold,
  "Mod-B": bold,
  "Ctrl-Alt-1": nextHeading,
  "Ctrl-Alt-2": nextPoint,
};
