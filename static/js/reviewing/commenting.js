// Writing a comment about what was chosen, and from a comment back to what it was written about.

import { choose, current, wording } from "./choosing.js";

const form = document.getElementById("comment-form");

export function start() {
  document.querySelector(".review-paper").addEventListener("click", (event) => {
    const element = event.target.closest("[data-place]");
    if (!element || event.target.closest("a") || getSelection().toString()) return;
    choose(element);
    write();
  });
  document.getElementById("comments").addEventListener("click", follow);
}

export function write() {
  if (current()) fill(current());
  form.scrollIntoView({ block: "center" });
  document.getElementById("comment-text").focus({ preventScroll: true });
}

function fill(chosen) {
  const select = document.getElementById("comment-place");
  const quote = document.getElementById("comment-quote");
  const place = chosen.dataset.place;
  if (![...select.options].some((option) => option.value === place)) {
    select.add(new Option(chosen.closest("table")?.caption?.textContent ?? place, place));
  }
  select.value = place;
  form.elements.quote.value = wording(chosen).slice(0, 500);
  quote.textContent = form.elements.quote.value;
  quote.hidden = !quote.textContent;
}

// A comment's link leads to the sentence it was written about, while that still stands there.
function follow(event) {
  const quote = event.target.closest("a[data-quote]")?.dataset.quote;
  if (!quote) return;
  const sentence = [...document.querySelectorAll(".sentence")].find((each) => wording(each) === quote);
  if (!sentence) return;
  event.preventDefault();
  choose(sentence);
  sentence.scrollIntoView({ block: "center" });
}
