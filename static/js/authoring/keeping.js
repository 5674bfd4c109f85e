// What is not yet saved, kept in this browser for the person who typed it: it survives a reload, a crash, a lost
// connection and a new sign-in, and is never brought back for anybody else.

import * as store from "../app/unsent_store.js";
import { entryAt, isChanged, known, learn, put, typed } from "./entries.js";

const editor = () => document.getElementById("editor");
const report = () => editor().dataset.report;
const where = () => ({ title: editor().dataset.title, url: location.pathname });
const PASTE = "paste.";

export function keep(entry) {
  const { place } = entry.dataset;
  const before = known(entry);
  const earlier = store.read(report(), place);
  const sent = earlier?.before === before ? earlier.sent : undefined;
  store.write(report(), place, { before, after: typed(entry), sent, ...where() });
}

// These changes are sent, and until the answer comes nobody knows whether they arrived.
export function keepSent(changes) {
  for (const [place, { after }] of Object.entries(changes)) {
    const kept = store.read(report(), place);
    if (kept) store.write(report(), place, { ...kept, sent: after });
  }
}

export const letGo = (place) => store.remove(report(), place);

const mine = () => store.all().filter((each) => each.mine && each.report === report());

// What the same person typed in this page's entries, here or in another window, that is not on the server.
export const keptHere = () => mine().filter(({ place }) => entryAt(place));

export const isKept = (place) => Boolean(store.read(report(), place));

const waitsElsewhere = ({ place, after, url }) => {
  const entry = entryAt(place);
  return entry ? !isChanged(entry) && after !== known(entry) : url !== location.pathname;
};

// How much of this report the same person typed elsewhere in this browser that is not on the server.
export const unsentElsewhere = () => mine().filter(waitsElsewhere).length;

// Bring back what was kept for this page. An entry that somebody else has changed meanwhile keeps its old "before", so
// that the server merges. `sent`: the save that nobody knows the end of, to be sent again before anything newer.
export function bringBack() {
  const places = [];
  const changes = {};
  for (const { place, before, after, sent } of mine()) {
    const entry = entryAt(place);
    if (!entry) continue;
    if (after === known(entry)) {
      letGo(place);
      continue;
    }
    learn(entry, before);
    put(entry, after);
    if (sent !== undefined && sent !== after) changes[place] = { before, after: sent };
    places.push(place);
  }
  return { places, sent: Object.keys(changes).length ? { note: "", changes } : null };
}

// A paste that could not be worked out: kept with where it was to go, until it is filled in or given up.
export const keepPaste = (place, text, html) => store.write(report(), PASTE + place, { text, html, place, ...where() });

export const letGoPaste = (place) => store.remove(report(), PASTE + place);

export const keptPastes = () =>
  mine()
    .filter(({ place, url }) => place.startsWith(PASTE) && url === location.pathname)
    .map(({ place, text, html }) => ({ place: place.slice(PASTE.length), text, html }));
