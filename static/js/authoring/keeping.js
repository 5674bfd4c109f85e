// What is not yet saved, kept in this browser: it survives a reload, a crash, a lost connection and a new sign-in.

import { entryAt, known, put, typed } from "./entries.js";

const prefix = () => `nianbao:${document.getElementById("editor").dataset.report}:`;

export function keep(entry) {
  const value = JSON.stringify({ before: known(entry), after: typed(entry) });
  try {
    localStorage.setItem(prefix() + entry.dataset.place, value);
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

// Bring back what was kept for this page. An entry that somebody else has changed meanwhile keeps its old
// "before", so that the server sees the conflict and asks.
export function bringBack() {
  const back = [];
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix()))) {
    const place = key.slice(prefix().length);
    const entry = entryAt(place);
    if (!entry) continue;
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept.after === known(entry)) {
      letGo(place);
      continue;
    }
    entry.form.elements[`initial-${entry.name}`].value = kept.before;
    put(entry, kept.after);
    back.push(place);
  }
  return back;
}
