// Who else is in this report and where, and what they wrote, a moment after they wrote it.

import { kind, request, say } from "./posting.js";
import { hear, save } from "./saving.js";

const EVERY = 2000;
const HIDDEN = 10_000;
const SLOWEST = 30_000;

const form = document.getElementById("editor");
const others = document.getElementById("others");
let failures = 0;
let waiting = 0;

const placeNow = () => document.activeElement?.closest?.("[data-place]")?.dataset.place ?? "";

async function ask() {
  clearTimeout(waiting);
  const body = { version: Number(form.dataset.version), place: placeNow() };
  const response = await fetch(form.dataset.presenceUrl, request(body)).catch(() => null);
  const answer = response?.ok && !response.redirected ? await response.json().catch(() => null) : null;
  failures = answer ? 0 : failures + 1;
  if (answer) show(answer);
  waiting = setTimeout(ask, failures ? Math.min(EVERY * 2 ** failures, SLOWEST) : document.hidden ? HIDDEN : EVERY);
}

function show(answer) {
  if (others && others.textContent !== answer.others) others.textContent = answer.others;
  // The line is back, or somebody signed in again in another window.
  if (["offline", "signed-out"].includes(kind())) save();
  if (answer.closed) say("closed", answer.closed);
  else if (answer.news) hear(answer.news);
}

export function start() {
  ask();
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}
