// The lines of a table: its rows of cells with a value, and which columns each cell takes, counted from the first of them.

const rowsOf = (bodies) => [...bodies].flatMap((body) => [...body.rows]);

// Lines of { cell, row, from, to }.
export const linesOf = (table) =>
  rowsOf(table?.tBodies ?? [])
    .map((row) => [...row.cells].filter((cell) => cell.matches("td")))
    .filter((cells) => cells.length)
    .map(placed);

function placed(cells, row) {
  let to = 0;
  return cells.map((cell) => ({ cell, row, from: to, to: (to += cell.colSpan) }));
}

export const meets = (box, other) => box.from < other.to && other.from < box.to;
