// Heads and foot of the table stay in sight while the page scrolls, and never over the cell one is in.

import { inputOf, table } from "./sheet.js";

const sheet = () => document.getElementById("spreadsheet");

function scroller() {
  let element = sheet().parentElement;
  while (element && !/auto|scroll/.test(getComputedStyle(element).overflowY)) element = element.parentElement;
  return element ?? document.scrollingElement;
}

// How high a part of the page is that keeps its place over the table; 0 when it scrolls with the page, or apart.
function height(part) {
  if (!part || !["sticky", "fixed"].includes(getComputedStyle(part).position)) return 0;
  return scroller().contains(part) ? Math.floor(part.getBoundingClientRect().height) : 0;
}

function measure(above, below) {
  sheet().style.setProperty("--stuck-top", `${height(above)}px`);
  sheet().style.setProperty("--stuck-bottom", `${height(below)}px`);
}

// Scroll just as far as the cell needs to stand free.
export function reveal(cell) {
  const box = cell.getBoundingClientRect();
  const top = table().tHead?.getBoundingClientRect().bottom ?? 0;
  const bottom = Math.min(table().tFoot?.getBoundingClientRect().top ?? innerHeight, innerHeight);
  const over = Math.max(top, parseFloat(sheet().style.getPropertyValue("--stuck-top"))) - box.top;
  const under = box.bottom - bottom;
  if (over > 0) scroller().scrollBy(0, -over);
  else if (under > 0) scroller().scrollBy(0, under);
}

export function start() {
  const above = document.querySelector(".editor-head");
  const below = document.querySelector(".editor-base");
  const sizes = new ResizeObserver(() => measure(above, below));
  for (const part of [above, below, sheet()]) if (part) sizes.observe(part);
  table().addEventListener(
    "focusin",
    (event) => inputOf(event.target.closest("td")) && reveal(event.target.closest("td")),
  );
}
