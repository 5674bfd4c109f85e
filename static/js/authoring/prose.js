// Text areas: clean text from Word, and a count of characters.

import { put } from "./entries.js";

const TIDY = [
  [/\r\n?/g, "\n"],
  [/[\u00a0\u2002\u2003]/g, " "],
  [/[\u200b\ufeff\u00ad]/g, ""],
  [/[\u2028\u2029\v]/g, "\n"],
];

export function start() {
  for (const area of document.querySelectorAll("textarea[data-place]")) {
    area.addEventListener("paste", clean);
    area.addEventListener("input", () => count(area));
    count(area);
  }
}

function clean(event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const tidy = TIDY.reduce((done, [from, to]) => done.replace(from, to), text);
  if (tidy === text) return;
  event.preventDefault();
  event.target.setRangeText(tidy, event.target.selectionStart, event.target.selectionEnd, "end");
  put(event.target, event.target.value);
}

function count(area) {
  const shown = document.getElementById(`${area.id}-count`);
  if (!shown) return;
  const printed = area.value.replace(/\{\{[^{}\n]*\}\}/g, "00"); // a bound number is about two characters
  const written = [...printed.replace(/\s/g, "")].length;
  const limit = Number(area.dataset.limit);
  shown.textContent = limit ? `${written} 字（原则上不超过 ${limit} 字）` : `${written} 字`;
  shown.dataset.over = String(limit > 0 && written > limit);
}
