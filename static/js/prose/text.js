// The stored text and the document of it. `toDocument` and `toText` undo each other for every text: what the document
// cannot show as bold or as a chip stays as it is written.

import { Fragment } from "../prosemirror.js";
import { schema, strong } from "./schema.js";

// As the server reads them: reports/content/references.py and reports/rendering/prose.py.
const TOKEN = /\{\{[^{}\n]{1,200}\}\}/gu;
const BOLD = /(?<!\*)\*\*(?=[\p{L}\p{N}_“‘《〈（【])([^*]+)\*\*(?!\*)/gu;
const BEGINS_BOLD = /^[\p{L}\p{N}_“‘《〈（【]/u;

export const toDocument = (text) => schema.node("doc", null, text.split("\n").map(toParagraph));

export function toParagraph(line) {
  const nodes = [];
  let at = 0;
  // A token prints as a number: where bold is looked for, it is a row of zeros.
  for (const match of line.replace(TOKEN, (token) => "0".repeat(token.length)).matchAll(BOLD)) {
    nodes.push(...inlines(line.slice(at, match.index), []));
    at = match.index + match[0].length;
    nodes.push(...inlines(line.slice(match.index + 2, at - 2), [strong]));
  }
  return schema.node("paragraph", null, Fragment.from([...nodes, ...inlines(line.slice(at), [])]));
}

function inlines(words, marks) {
  const nodes = [];
  let at = 0;
  const add = (end) => end > at && nodes.push(schema.text(words.slice(at, end), marks));
  for (const match of words.matchAll(TOKEN)) {
    add(match.index);
    nodes.push(schema.node("chip", { token: match[0] }, null, marks));
    at = match.index + match[0].length;
  }
  add(words.length);
  return nodes;
}

// What a paragraph consists of, one by one: {text, pos, size, bold, drawnBold}, a character or a chip. `pos` counts from
// the start of the paragraph's content; what is drawn bold may not be storable as bold.
function atomsOf(paragraph) {
  const atoms = [];
  paragraph.forEach((node, offset) => {
    const bold = Boolean(strong.isInSet(node.marks));
    if (!node.isText) return atoms.push({ text: node.attrs.token, pos: offset, size: 1, bold, drawnBold: bold });
    let pos = offset;
    for (const text of node.text) {
      atoms.push({ text, pos, size: text.length, bold, drawnBold: bold });
      pos += text.length;
    }
  });
  return atoms;
}

// A word, or a token: a character is two units at most.
const canBegin = ({ text }) => text.length > 2 || BEGINS_BOLD.test(text);

// Bold that cannot be stored is none: a star in it or beside it, or no word to begin with.
function dropUnstorable(atoms) {
  for (let begin = 0; begin < atoms.length; begin += 1) {
    if (!atoms[begin].bold) continue;
    let end = begin;
    while (atoms[end]?.bold) end += 1;
    for (const atom of atoms.slice(begin, firstStorable(atoms, begin, end))) atom.bold = false;
    begin = end;
  }
}

function firstStorable(atoms, begin, end) {
  let first = begin;
  while (first < end && !canBegin(atoms[first])) first += 1;
  const around = atoms.slice(Math.max(first - 1, 0), end + 1);
  return around.some((atom) => atom.text === "*") ? end : first;
}

const lines = new WeakMap();

// The line a paragraph is stored as, its atoms, and where each of them begins in the line: {text, atoms, starts}.
export function lineOf(paragraph) {
  if (!lines.has(paragraph)) lines.set(paragraph, toLine(paragraph));
  return lines.get(paragraph);
}

function toLine(paragraph) {
  const atoms = atomsOf(paragraph);
  dropUnstorable(atoms);
  const starts = [];
  let text = "";
  let bold = false;
  for (const atom of atoms) {
    if (atom.bold !== bold) text += "**";
    bold = atom.bold;
    starts.push(text.length);
    text += atom.text;
  }
  return { text: bold ? `${text}**` : text, atoms, starts };
}

export function toText(doc) {
  const texts = [];
  doc.forEach((paragraph) => texts.push(lineOf(paragraph).text));
  return texts.join("\n");
}

// The position in the document of a place in its text. `end`: of the end of a range, so that a chip counts as a whole.
export function toPosition(doc, unit, end = false) {
  let begins = 0;
  let position = doc.content.size - 1;
  doc.forEach((paragraph, offset) => {
    const { text } = lineOf(paragraph);
    if (begins <= unit && unit <= begins + text.length) position = offset + 1 + within(paragraph, unit - begins, end);
    begins += text.length + 1;
  });
  return position;
}

function within(paragraph, unit, end) {
  const { atoms, starts } = lineOf(paragraph);
  const index = atoms.findIndex((atom, at) => starts[at] + atom.text.length > (end ? unit - 1 : unit));
  if (index < 0) return paragraph.content.size;
  const { pos, size, text } = atoms[index];
  const into = Math.max(0, unit - starts[index]);
  if (size === text.length) return pos + Math.min(into, size);
  return end && into > 0 ? pos + size : pos;
}
