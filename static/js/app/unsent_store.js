// What was typed and has not reached the server, as this browser keeps it: under the person, the report and the place.
// Each is { before, after, title, url, by }: what the place held, what it is to hold, and where its page is.

const PREFIX = "nianbao:";

// The person who is signed in, as the page says: their number and their name.
export const person = () => document.getElementById("unsent")?.dataset ?? {};

const key = (report, place) => `${PREFIX}${person().person}:${report}:${place}`;

export function read(report, place) {
  try {
    return JSON.parse(localStorage.getItem(key(report, place)));
  } catch {
    return null; // a forbidden store, or not ours
  }
}

export function write(report, place, value) {
  try {
    localStorage.setItem(key(report, place), JSON.stringify({ ...value, by: person().name }));
  } catch {
    // A full or forbidden store: the page itself still holds it.
  }
}

export function remove(report, place) {
  try {
    localStorage.removeItem(key(report, place));
  } catch {
    // Nothing was kept.
  }
}

// Everything that is kept, whoever typed it; `mine` is what the person who is signed in typed.
export function all() {
  try {
    return Object.keys(localStorage).map(parsed).filter(Boolean);
  } catch {
    return [];
  }
}

function parsed(name) {
  const [, who, report, place] = name.match(/^nianbao:(\d+):([^:]+):(.+)$/) ?? [];
  if (!who) return null;
  const value = JSON.parse(localStorage.getItem(name));
  return value?.url && { ...value, report, place, mine: who === person().person };
}
