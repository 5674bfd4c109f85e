// The review screen by keyboard and by pointer: j and k walk over the changes, a click on a sentence or a figure chooses
// what a comment is about, c writes it. Without this file everything can still be done with the forms.

import { start as startCopying } from "./copying.js";

const form = document.getElementById("comment-form");
const changes = [...document.querySelectorAll(".review-paper .change")];
let at = -1;
let chosen = null;

document.documentElement.dataset.js = "on";

function walk(step) {
  if (!changes.length) return;
  at = (at + step + changes.length) % changes.length;
  const change = changes[at];
  choose(change.closest("[data-place]"));
  change.tabIndex = -1;
  change.focus({ preventScroll: true });
  change.scrollIntoView({ block: "center", inline: "center" });
}

function choose(element) {
  chosen?.classList.remove("chosen");
  chosen = element;
  chosen?.classList.add("chosen");
}

function write() {
  const select = document.getElementById("comment-place");
  const quote = document.getElementById("comment-quote");
  if (chosen) {
    const place = chosen.dataset.place;
    if (![...select.options].some((option) => option.value === place)) {
      select.add(new Option(chosen.closest("table")?.caption?.textContent ?? place, place));
    }
    select.value = place;
    form.elements.quote.value = said(chosen).slice(0, 500);
    quote.textContent = form.elements.quote.value;
    quote.hidden = !quote.textContent;
  }
  form.scrollIntoView({ block: "center" });
  document.getElementById("comment-text").focus({ preventScroll: true });
}

// What the paper says now, without what was struck out.
function said(element) {
  const copy = element.cloneNode(true);
  for (const struck of copy.querySelectorAll("del")) struck.remove();
  return copy.textContent.trim();
}

const isTyping = (target) => target.matches("input, textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
  const steps = { j: () => walk(1), k: () => walk(-1), c: write };
  if (!steps[event.key]) return;
  event.preventDefault();
  steps[event.key]();
});

document.querySelector(".review-paper").addEventListener("click", (event) => {
  const element = event.target.closest("[data-place]");
  if (!element || event.target.closest("a") || getSelection().toString()) return;
  choose(element);
  write();
});

// A comment's link leads to the sentence it was written about, while that still stands there.
document.getElementById("comments").addEventListener("click", (event) => {
  const quote = event.target.closest("a[data-quote]")?.dataset.quote;
  if (!quote) return;
  const sentence = [...document.querySelectorAll(".sentence")].find((each) => said(each) === quote);
  if (!sentence) return;
  event.preventDefault();
  choose(sentence);
  sentence.scrollIntoView({ block: "center" });
});

startCopying();
