// Make a document hold another text by the smallest steps, so that carets, marks and undo stay with their words.

import { lineOf, toParagraph, toText } from "./text.js";
import { listChanges } from "./differing.js";

const linesOf = (doc) => Array.from({ length: doc.childCount }, (_, index) => lineOf(doc.child(index)).text);

// Adds to the transaction what makes its document hold `text`.
export function hold(tr, text) {
  const { doc } = tr;
  if (toText(doc) === text) return tr;
  const lines = text.split("\n");
  for (const change of listChanges(linesOf(doc), lines).reverse()) replaceLines(tr, doc, change, lines);
  return tr;
}

function replaceLines(tr, doc, { start, end, from, to }, lines) {
  const both = Math.min(end - start, to - from);
  const begins = (index) => (index ? begins(index - 1) + doc.child(index - 1).nodeSize : 0);
  const rest = lines.slice(from + both, to).map(toParagraph);
  const [at, last] = [begins(start + both), begins(end)];
  // A document has a paragraph at any time: the new ones come before the old ones go.
  if (rest.length) tr.insert(last, rest);
  if (last > at) tr.delete(at, last);
  for (let index = both - 1; index >= 0; index -= 1) {
    replaceInlines(tr, doc.child(start + index), begins(start + index) + 1, toParagraph(lines[from + index]));
  }
}

const keys = (paragraph) => lineOf(paragraph).atoms.map((atom) => (atom.drawnBold ? `*${atom.text}` : atom.text));

// `at`: where the content of the paragraph `old` begins.
export function replaceInlines(tr, old, at, paragraph) {
  const posOf = (of, index) => lineOf(of).atoms[index]?.pos ?? of.content.size;
  for (const change of listChanges(keys(old), keys(paragraph)).reverse()) {
    const content = paragraph.content.cut(posOf(paragraph, change.from), posOf(paragraph, change.to));
    tr.replaceWith(at + posOf(old, change.start), at + posOf(old, change.end), content);
  }
}
