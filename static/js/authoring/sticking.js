// Heads and foot of the table stay in sight while the page scrolls, and never over the cell one is in.

import { active, inputOf, table } from "./sheet.js";

const sheet = () => document.getElementById("spreadsheet");

function scroller() {
  let element = sheet().parentElement;
  while (element && !/auto|scroll/.test(getComputedStyle(element).overflowY)) element = element.parentElement;
  return element ?? document.scrollingElement;
}

// How much of a part of the page keeps its place over the table: what is held beyond the edge of the window is not
// counted; 0 when it scrolls with the page, or apart.
function height(part, edge) {
  if (!part || !["sticky", "fixed"].includes(getComputedStyle(part).position)) return 0;
  const beyond = Math.min(0, parseFloat(getComputedStyle(part)[edge]) || 0);
  return scroller().contains(part) ? Math.max(0, Math.floor(part.getBoundingClientRect().height + beyond)) : 0;
}

function measure(above, below) {
  sheet().style.setProperty("--stuck-top", `${height(above, "top")}px`);
  sheet().style.setProperty("--stuck-bottom", `${height(below, "bottom")}px`);
  if (active()) reveal(active());
}

const kept = (name) => parseFloat(sheet().style.getPropertyValue(name)) || 0;

// Between which heights of the window cells can be seen.
function band() {
  const frame = scroller();
  const isPage = frame === document.scrollingElement;
  const [top, bottom] = isPage
    ? [0, innerHeight]
    : [frame.getBoundingClientRect().top, frame.getBoundingClientRect().bottom];
  const head = table().tHead?.getBoundingClientRect().bottom ?? top;
  const foot = table().tFoot?.getBoundingClientRect().top ?? bottom;
  return [Math.max(head, top + kept("--stuck-top")), Math.min(foot, bottom - kept("--stuck-bottom"))];
}

// Scroll just as far as the cell needs to stand free.
export function reveal(cell) {
  const box = cell.getBoundingClientRect();
  const [top, bottom] = band();
  if (box.top < top) scroller().scrollBy(0, box.top - top);
  else if (box.bottom > bottom) scroller().scrollBy(0, box.bottom - bottom);
}

export function start() {
  const above = document.querySelector(".masthead");
  const below = document.querySelector(".editor-base");
  const sizes = new ResizeObserver(() => measure(above, below));
  for (const part of [above, below, sheet()]) if (part) sizes.observe(part);
  table().addEventListener(
    "focusin",
    (event) => inputOf(event.target.closest("td")) && reveal(event.target.closest("td")),
  );
}
