// From change to change through the paper.

import { choose } from "./choosing.js";

const changes = [...document.querySelectorAll(".review-paper .change")];
let at = -1;

export function walk(step) {
  if (!changes.length) return;
  at = (at + step + changes.length) % changes.length;
  const change = changes[at];
  choose(change.closest("[data-place]"));
  change.tabIndex = -1;
  change.focus({ preventScroll: true });
  change.scrollIntoView({ block: "center", inline: "center" });
}
