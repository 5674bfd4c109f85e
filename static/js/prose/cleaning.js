// What Word, WPS and browsers put on the clipboard as HTML, as lines of words: [[{text, bold}, …], …]. Styles, colours
// and pictures stay behind; numbers of lists become text, as a report writes them.

import { numeral } from "./formatting.js";

const BLOCKS = new Set(
  "ADDRESS ARTICLE BLOCKQUOTE BR DD DIV DL DT H1 H2 H3 H4 H5 H6 HR LI OL P PRE SECTION TABLE TR UL".split(" "),
);
const SILENT = new Set("HEAD META LINK OBJECT SCRIPT STYLE SVG TEMPLATE TITLE XML".split(" "));
const NUMBER = /^[（(]?[0-9a-zA-Z一二三四五六七八九十]{1,3}[)）.．、]$/;
const WIDE = "[\\u2e80-\\u9fff\\uff00-\\uffef，。、；：？！“”‘’（）《》]";
const BROKEN = new RegExp(`(?<=${WIDE})\\s*\\n\\s*|\\s*\\n\\s*(?=${WIDE})`, "gu"); // the source is broken into lines anywhere

const tidyWords = (words) =>
  words
    .replace(BROKEN, "")
    .replace(/[\s\u00a0\u2002\u2003]+/g, (blanks) =>
      blanks.includes("\u3000") ? blanks.replace(/[^\u3000]/g, "") : " ",
    )
    .replace(/[\u200b\ufeff\u00ad]/g, "");

// Styles are only read: as attributes of another name, so that the browser does not try to apply them.
const unstyled = (html) =>
  html
    .replace(/<!--[\s\S]*?-->|<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));

export function linesOfHtml(html) {
  const { body } = new DOMParser().parseFromString(unstyled(html), "text/html");
  const lines = [[]];
  walk(body, { lines, bold: false });
  return lines.map(trimmed).filter((line) => line.length);
}

function walk(node, { lines, bold }) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) add(lines, tidyWords(child.data), bold);
    if (child.nodeType === Node.ELEMENT_NODE && !SILENT.has(child.tagName.toUpperCase())) enter(child, { lines, bold });
  }
}

function enter(element, { lines, bold }) {
  const style = element.dataset.style ?? "";
  if (/mso-list:\s*Ignore/i.test(style)) return add(lines, wordsNumber(element), false);
  const isBlock = BLOCKS.has(element.tagName);
  if (isBlock) lines.push([]);
  add(lines, listNumber(element), false);
  walk(element, { lines, bold: isBold(element, style, bold) });
  if (isBlock) lines.push([]);
  else if (/^T[DH]$/.test(element.tagName)) add(lines, " ", false);
}

// Word writes the number of a list into the paragraph, and a bullet as well: that one goes.
function wordsNumber(element) {
  const number = element.textContent.trim();
  return NUMBER.test(number) ? number : "";
}

function add(lines, text, bold) {
  const line = lines.at(-1);
  if (!text) return;
  if (line.at(-1)?.bold === bold) line.at(-1).text += text;
  else line.push({ text, bold });
}

function isBold(element, style, inherited) {
  const weight = style.match(/font-weight:\s*(\w+)/i)?.[1];
  if (weight) return /^(bold|bolder|[6-9]00)$/.test(weight);
  if (/^H[1-6]$/.test(element.tagName)) return false;
  return inherited || /^(B|STRONG)$/.test(element.tagName);
}

// 1. or 一、 before the words of a numbered list; nothing before those of another.
function listNumber(item) {
  const list = item.parentElement;
  if (item.tagName !== "LI" || list?.tagName !== "OL") return "";
  const items = [...list.children].filter((each) => each.tagName === "LI");
  const count = Number(list.getAttribute("start") || 1) + items.indexOf(item);
  const isChinese = /cjk-ideographic|trad-chinese|simp-chinese/.test(list.dataset.style ?? "");
  return isChinese ? `${numeral(count)}、` : `${count}.`;
}

// Without blanks around the line: the paper indents paragraphs by itself.
function trimmed(line) {
  const pieces = line.map((piece) => ({ ...piece }));
  while (pieces.length && !pieces[0].text.trim()) pieces.shift();
  while (pieces.length && !pieces.at(-1).text.trim()) pieces.pop();
  if (!pieces.length) return pieces;
  pieces[0].text = pieces[0].text.trimStart();
  pieces.at(-1).text = pieces.at(-1).text.trimEnd();
  return pieces;
}
