// The side panel: findings that lead to their place, and the paper as it will print.

import { fold } from "./folding.js";
import { entryAt, select, unitsOf } from "./entries.js";

const form = document.getElementById("editor");
const preview = document.getElementById("preview");
let stale = true;

export function start() {
  for (const tab of document.querySelectorAll("[role=tab]")) tab.addEventListener("click", () => show(tab));
  document.querySelector("[role=tablist]").addEventListener("keydown", walk);
  document.addEventListener("click", follow);
  document.addEventListener("answered", () => {
    stale = true;
    if (!preview.hidden) refresh();
  });
  if (location.hash) goTo(decodeURIComponent(location.hash.slice(1)));
}

function show(chosen) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const open = tab === chosen;
    tab.setAttribute("aria-selected", open);
    tab.tabIndex = open ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !open;
  }
  if (!preview.hidden && stale) refresh();
  fold("side", false);
}

function walk(event) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const other = event.currentTarget.querySelector("[role=tab][aria-selected=false]");
  other.focus();
  show(other);
}

async function refresh() {
  stale = false;
  const response = await fetch(form.dataset.previewUrl).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const top = preview.scrollTop;
  preview.innerHTML = await response.text();
  preview.scrollTop = top;
  if (!top) preview.querySelector(`[data-section="${form.dataset.section}"]`)?.scrollIntoView({ block: "start" });
}

// A finding's link: on this page the cursor goes there, and in prose the faulty words are selected.
function follow(event) {
  const link = event.target.closest("a[data-to]");
  if (!link || !entryAt(link.dataset.to)) return;
  event.preventDefault();
  goToFinding(link);
}

export function goToFinding({ dataset }) {
  goTo(dataset.to, dataset.span, "behind" in dataset);
}

// The range is selected; `behind` it the cursor stands where something is to be written on.
function goTo(place, span, behind = false) {
  const entry = entryAt(place);
  if (!entry) return showTotal(place);
  entry.scrollIntoView({ block: "center" });
  if (!span) return entry.focus();
  const [from, to] = unitsOf(entry, ...span.split("-").map(Number));
  select(entry, behind ? to : from, to);
  if (entry.clientHeight) reveal(entry, from);
}

// A total is computed: nothing is typed there, but it can be looked at.
function showTotal(place) {
  const total = document.querySelector(`[data-computed="${CSS.escape(place.replace(/^figures\./, ""))}"]`);
  total?.scrollIntoView({ block: "center" });
}

// Browsers do not scroll a text area to a selection that a script makes. Where the words are is reckoned from how many
// characters go into a row: all are about as wide as the type is high.
function reveal(entry, position) {
  const columns = Math.max(1, Math.floor(entry.clientWidth / parseFloat(getComputedStyle(entry).fontSize)) - 2);
  const rows = (text) => text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
  const share = rows(entry.value.slice(0, position)) / rows(entry.value);
  entry.scrollTop = share * entry.scrollHeight - entry.clientHeight / 2;
}
