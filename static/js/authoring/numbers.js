// Figures of the tables in the words: inserted where the cursor stood, or put in the place of an ordinary number; and
// faulty words mended with what a rule suggests.

import { entryAt, put, unitsOf } from "./entries.js";
import { save } from "./saving.js";

const form = document.getElementById("editor");
let last = null; // the text area that was written in last

export function start() {
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea[data-place]")) last = event.target;
  });
  document.addEventListener("click", replace);
  if (!document.getElementById("insert")) return;
  last = form.querySelector("textarea[data-place]");
  document.getElementById("insert-kind").addEventListener("change", askForWhole);
  document.getElementById("insert-find").addEventListener("input", find);
  document.getElementById("insert-find").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  document.getElementById("insert-token").addEventListener("click", insert);
}

const chosen = (id) => document.getElementById(id).value;

function askForWhole() {
  document.getElementById("insert-whole-row").hidden = chosen("insert-kind") !== "占比";
}

// The first cell whose headings have all the words.
function find(event) {
  const words = event.target.value.trim().split(/\s+/);
  const select = document.getElementById("insert-cell");
  const match = [...select.options].find((option) => words.every((word) => option.value.includes(word)));
  if (match) select.value = match.value;
}

function insert() {
  const kind = chosen("insert-kind");
  const parts = [chosen("insert-cell"), kind, kind === "占比" ? chosen("insert-whole") : ""].filter(Boolean);
  last.setRangeText(`{{${parts.join("|")}}}`, last.selectionStart, last.selectionEnd, "end");
  put(last, last.value);
  last.focus();
  save();
}

// The button knows the range the words had at the last save; if the text has moved since, the server decides.
async function replace(event) {
  const button = event.target.closest("button[name=replace]");
  if (!button) return;
  const [, span, words] = button.value.split("|");
  const entry = entryAt(button.dataset.place);
  const [from, to] = unitsOf(entry, ...span.split("-").map(Number));
  event.preventDefault();
  if (entry.value.slice(from, to) !== words) return save();
  entry.setRangeText(button.dataset.token, from, to, "end");
  put(entry, entry.value);
  entry.focus();
  await save();
}
