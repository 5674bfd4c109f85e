// Selected cells on the clipboard: as text for a spreadsheet and as a table for a word processor. The whole table goes
// with its headings, a single cell as bare text.

import { clear } from "./filling.js";
import { READY, mode } from "./mode.js";
import { isWhole, range, selectedCells } from "./selecting.js";
import { active, table, textOf } from "./sheet.js";

const words = (cell) => (cell.matches("th") ? cell.innerText.replace(/\s+/g, "") : textOf(cell));

// Lines of { text, across, down, label }.
const piece = (cell, across = cell.colSpan) => ({
  text: words(cell),
  across,
  down: cell.rowSpan,
  label: cell.matches("th"),
});

function chosen() {
  if (!isWhole()) return range().map((boxes) => boxes.map((box) => piece(box.cell, boxes.length > 1 ? undefined : 1)));
  const rows = [table().tHead, ...table().tBodies].flatMap((part) => [...(part?.rows ?? [])]);
  return rows.map((row) => [...row.cells].map((cell) => piece(cell)));
}

// A merged cell has its text once; the other places it covers stay empty.
export function asText(pieces) {
  const grid = pieces.map(() => []);
  pieces.forEach((line, row) => {
    let column = 0;
    for (const { text, across, down } of line) {
      while (grid[row][column] !== undefined) column += 1;
      for (let below = 0; below < down; below += 1) {
        for (let right = 0; right < across; right += 1) {
          if (grid[row + below]) grid[row + below][column + right] = below + right ? "" : text;
        }
      }
    }
  });
  return grid.map((line) => line.join("\t")).join("\r\n");
}

export function asTable(pieces) {
  const made = document.createElement("table");
  made.border = "1";
  for (const line of pieces) {
    const row = made.insertRow();
    for (const { text, across, down, label } of line) {
      const cell = row.appendChild(document.createElement(label ? "th" : "td"));
      cell.textContent = text;
      if (across > 1) cell.colSpan = across;
      if (down > 1) cell.rowSpan = down;
    }
  }
  return made.outerHTML;
}

function copy(event) {
  const pieces = chosen();
  event.clipboardData.setData("text/plain", asText(pieces));
  if (selectedCells().length > 1) event.clipboardData.setData("text/html", asTable(pieces));
  event.preventDefault();
}

// While a cell is typed in, the browser copies what is marked there.
export function start() {
  document.addEventListener("copy", (event) => active() && mode() === READY && copy(event));
  document.addEventListener("cut", (event) => {
    if (!active() || mode() !== READY) return;
    copy(event);
    clear();
  });
}
