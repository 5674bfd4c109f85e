// What of 核对 is not yet saved, kept in this browser under the person and the file until the server has it.

const form = document.getElementById("reconciliation");
const prefix = () => `nianbao:uploads:${form.dataset.keep}:`;

// `change`: {before, after}, and `left` where the server would not take it as it is.
export function keep(place, change) {
  try {
    localStorage.setItem(prefix() + place, JSON.stringify(change));
  } catch {
    // A full or forbidden store: the page itself still holds the entry.
  }
}

export function letGo(place) {
  try {
    localStorage.removeItem(prefix() + place);
  } catch {
    // Nothing was kept.
  }
}

// Everything that was kept for this person and this file, by place.
export function all() {
  const kept = {};
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix()))) {
      kept[key.slice(prefix().length)] = JSON.parse(localStorage.getItem(key));
    }
  } catch {
    // A forbidden store keeps nothing.
  }
  return kept;
}
