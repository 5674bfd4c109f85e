// The sentence or figure that is chosen, and what it says.

let chosen = null;

export const current = () => chosen;

export function choose(element) {
  chosen?.classList.remove("chosen");
  chosen = element;
  chosen?.classList.add("chosen");
}

// What the paper says now, without what was struck out.
export function wording(element) {
  const copy = element.cloneNode(true);
  for (const struck of copy.querySelectorAll("del")) struck.remove();
  return copy.textContent.trim();
}
