// The original beside 核对: it scrolls to the place one is at and marks it there. It never takes the keyboard.

import { clearMarks, mark } from "./marking.js";

const frame = document.getElementById("original");
const where = document.getElementById("original-where");
const zoom = document.getElementById("original-zoom");
const work = document.querySelector(".reconciliation");
let marks = null;
let current = "";

load();

async function load() {
  const waiting = frame.querySelector("p");
  waiting.hidden = false;
  try {
    const response = await fetch(frame.dataset.url);
    if (!response.ok || response.redirected) throw new Error(response.status);
    frame.innerHTML = await response.text();
  } catch {
    waiting.textContent = "没有取到原件，请刷新这一页再试，或下载原件查看。";
    return;
  }
  const shown = frame.querySelector("[data-marks]");
  if (!shown) return;
  marks = JSON.parse(shown.dataset.marks);
  zoom.hidden = false;
  for (const picture of frame.querySelectorAll("img")) picture.addEventListener("error", () => explain(picture));
  show(current || placeOf(document.activeElement));
}

// Why a page cannot be shown, the server says in a sentence.
async function explain(picture) {
  const says = document.createElement("p");
  says.className = "original-refusal";
  const response = await fetch(picture.src).catch(() => null);
  says.textContent = response?.status === 422 ? await response.text() : "这一页没有取到，请刷新再试。";
  picture.replaceWith(says);
}

function placeOf(target) {
  const holder = target.closest("[data-line]") ?? target.closest("td")?.querySelector("[data-line]");
  return holder?.dataset.line ?? target.closest(".prose-field")?.querySelector("textarea")?.name ?? "";
}

function show(place) {
  if (!place) return;
  current = place;
  if (!marks) return;
  clearMarks(frame);
  where.textContent = "";
  const spot = marks[place] ? mark(frame, marks[place]) : nearby(place);
  if (!marks[place]) where.textContent = "原件里没有找到这一处";
  if (spot && frame.offsetParent) scroll(spot);
  if (!marks[place]) clearMarks(frame);
}

// Of a cell that is not there, its table.
function nearby(place) {
  const table = place.split(".").slice(0, 2).join(".");
  const other = Object.keys(marks).find((each) => each.startsWith(`${table}.`));
  return other ? mark(frame, marks[other]) : null;
}

// Only where it is out of sight: what one is reading does not jump.
function scroll(spot) {
  const { top, bottom } = frame.getBoundingClientRect();
  const at = spot.getBoundingClientRect();
  const margin = (bottom - top) / 8;
  if (at.top < top + margin || at.top > bottom - margin) frame.scrollTop += at.top - top - (bottom - top) / 3;
  const sides = frame.getBoundingClientRect();
  if (at.left < sides.left || at.right > sides.right) frame.scrollLeft += at.left - sides.left - 40;
}

for (const kind of ["focusin", "click"]) {
  work.addEventListener(kind, ({ target }) => {
    if (!frame.contains(target)) show(placeOf(target));
  });
}

zoom.addEventListener("click", () => {
  const isLarge = frame.classList.toggle("original-large");
  zoom.setAttribute("aria-pressed", isLarge);
  show(current);
});

// On a narrow window one of the two is seen; the other stays where it was.
const group = document.querySelector(".original-switch");
let stood = 0;
group.hidden = false;
group.addEventListener("click", ({ target }) => {
  const shows = target.dataset.show;
  if (!shows || shows === work.dataset.shows) return;
  if (shows === "original") stood = scrollY;
  work.dataset.shows = shows;
  for (const button of group.children) button.setAttribute("aria-pressed", button.dataset.show === shows);
  if (shows === "table") return scrollTo(0, stood);
  work.scrollIntoView();
  show(current);
});
