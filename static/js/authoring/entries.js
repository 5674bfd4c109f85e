// The entries of the page: every input with a place, what it holds on the server, and what was typed since.

const form = () => document.getElementById("editor");

export const places = () => [...form().querySelectorAll(":is(input, textarea)[data-place]")];

export const entryAt = (place) => form().querySelector(`:is(input, textarea)[data-place="${CSS.escape(place)}"]`);

// Django's hidden copy of what the field showed when the page was made; kept up to date after every save,
// so that the plain form works from the same knowledge when JavaScript stops.
const shown = (entry) => form().elements[`initial-${entry.name}`];

// Line ends as the server keeps them, whatever the browser makes of a text area.
const plain = (text) => text.replace(/\r\n?/g, "\n");

export const known = (entry) => plain(shown(entry).value);

export const typed = (entry) => plain(entry.value);

export const isChanged = (entry) => typed(entry) !== known(entry);

export function learn(entry, value) {
  shown(entry).value = value;
}

// Put a value into an entry as if it had been typed, so that everybody who listens hears of it.
export function put(entry, value) {
  entry.value = value;
  entry.dispatchEvent(new Event("input", { bubbles: true }));
}

export const changes = () =>
  Object.fromEntries(
    places()
      .filter(isChanged)
      .map((entry) => [entry.dataset.place, { before: known(entry), after: typed(entry) }]),
  );

// A range that the server counts in characters, in the units in which the browser counts: a rare character is two.
export const unitsOf = (entry, start, end) => {
  const characters = [...typed(entry)];
  const length = (from, to) => characters.slice(from, to).join("").length;
  const begins = length(0, start);
  return [begins, begins + length(start, end)];
};
