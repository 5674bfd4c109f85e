// Figures of the tables in the words: chosen from a list and put where the caret stood, or put in the place of an
// ordinary number; and faulty words mended with what a rule suggests.

import { entryAt, put, select, typed, unitsOf } from "./entries.js";
import { save } from "./saving.js";

const form = document.getElementById("editor");
const dialog = document.getElementById("insert");
let writer = null; // what the chosen number is put into: {insert(text), learn(prints)}

export function start() {
  document.addEventListener("click", replace);
  if (!dialog) return;
  let last = form.querySelector("textarea[data-place]");
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea[data-place]")) last = event.target;
  });
  document.getElementById("insert-open").addEventListener("click", () => choose(boxWriter(last)));
  document.getElementById("insert-kind").addEventListener("change", askForWhole);
  document.getElementById("insert-find").addEventListener("input", narrow);
  dialog.addEventListener("keydown", keys);
  document.getElementById("insert-cell").addEventListener("dblclick", insert);
  document.getElementById("insert-token").addEventListener("click", insert);
  document.getElementById("insert-cancel").addEventListener("click", () => dialog.close());
}

// Let a cell be chosen, and put its token where the caret of the writer stands.
export function choose(to) {
  writer = to;
  dialog.showModal();
  document.getElementById("insert-find").select();
}

// A plain box, where no editor of prose can be had.
function boxWriter(entry) {
  return {
    insert(text) {
      entry.setRangeText(text, entry.selectionStart, entry.selectionEnd, "end");
      put(entry, entry.value);
      entry.focus();
    },
  };
}

const chosen = (id) => document.getElementById(id).value;

function askForWhole() {
  document.getElementById("insert-whole-row").hidden = chosen("insert-kind") !== "占比";
}

// Only the cells whose headings have all the words; the first of them is chosen.
function narrow(event) {
  const words = event.target.value.trim().split(/\s+/);
  const list = document.getElementById("insert-cell");
  for (const option of list.options) option.hidden = !words.every((word) => option.value.includes(word));
  for (const group of list.children) group.hidden = [...group.children].every((option) => option.hidden);
  const first = [...list.options].find((option) => !option.hidden);
  list.value = first?.value ?? "";
  document.getElementById("insert-token").disabled = !first;
}

// Enter inserts; the arrows walk through the list while one types.
function keys(event) {
  if (event.isComposing || event.target.matches("button")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    if (chosen("insert-cell")) insert();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.target.id === "insert-find" && step) {
    event.preventDefault();
    move(step);
  }
}

function move(step) {
  const list = document.getElementById("insert-cell");
  const options = [...list.options].filter((option) => !option.hidden);
  const at = options.findIndex((option) => option.selected) + step;
  if (options[at]) options[at].selected = true;
}

function insert() {
  const kind = chosen("insert-kind");
  const parts = [chosen("insert-cell"), kind, kind === "占比" ? chosen("insert-whole") : ""].filter(Boolean);
  const token = `{{${parts.join("|")}}}`;
  const { figure } = document.getElementById("insert-cell").selectedOptions[0].dataset;
  dialog.close();
  if (!kind && figure) writer.learn?.({ [token]: { text: figure, label: parts[0], broken: false } });
  writer.insert(token);
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
  const text = typed(entry);
  if (text.slice(from, to) !== words) return save();
  const { token } = button.dataset;
  put(entry, text.slice(0, from) + token + text.slice(to));
  select(entry, from + token.length, from + token.length);
  await save({ note: "改正" });
}
