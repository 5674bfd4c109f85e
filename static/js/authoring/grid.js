// Moving about in a table: arrows and Enter go from cell to cell as in a spreadsheet.

const lines = (table) =>
  [...table.rows].map((row) => [...row.querySelectorAll("input[data-place]")]).filter((cells) => cells.length);

function neighbour(input, key) {
  const rows = lines(input.closest("table"));
  const row = rows.findIndex((cells) => cells.includes(input));
  const column = rows[row].indexOf(input);
  const all = rows.flat();
  const at = all.indexOf(input);
  if (key === "ArrowLeft") return all[at - 1];
  if (key === "ArrowRight") return all[at + 1];
  const other = rows[row + (key === "ArrowUp" ? -1 : 1)];
  return other?.[Math.min(column, other.length - 1)];
}

const atEdge = (input, key) =>
  input.selectionStart !== input.selectionEnd
    ? input.selectionStart === 0 && input.selectionEnd === input.value.length
    : input.selectionStart === (key === "ArrowLeft" ? 0 : input.value.length);

const isModified = (event) => event.ctrlKey || event.altKey || event.metaKey || event.isComposing;

// Up and down always go to another cell, left and right only from the edge of what the cell holds.
const leaves = (input, key) =>
  ["ArrowUp", "ArrowDown"].includes(key) || (["ArrowLeft", "ArrowRight"].includes(key) && atEdge(input, key));

export function start() {
  document.addEventListener("keydown", (event) => {
    const input = event.target.closest("table input[data-place]");
    const key = event.key === "Enter" ? "ArrowDown" : event.key;
    if (!input || isModified(event) || !leaves(input, key)) return;
    event.preventDefault();
    neighbour(input, key)?.focus();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("table input[data-place]")) event.target.select();
    showNote();
  });
  document.addEventListener("answered", showNote);
}

// What is wrong at the cell one stands in, where it is not cut off by the table's frame.
function showNote() {
  const note = document.getElementById("cell-note");
  const says = document.activeElement?.closest?.("td")?.querySelector(".says")?.textContent ?? "";
  note.textContent = says;
  note.hidden = !says;
}
