// Who else is in this report and where, and what they wrote, a moment after they wrote it.

import { isRefused } from "../app/answers.js";
import { leftBehind } from "./left_behind.js";
import { kind, request, say } from "./posting.js";
import { goOnFrom, hear, save, sendLeft } from "./saving.js";
import { endSession, isOver, signedInAgain } from "./session.js";
import { sayWhatWaits } from "./waiting.js";

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
  if (isOver()) {
    const editor = await signedInAgain();
    if (editor) goOnFrom(editor);
  }
  const answer = isOver() ? null : await hearFromServer();
  failures = answer ? 0 : failures + 1;
  if (answer) show(answer);
  else if (others) others.textContent = "";
  clearTimeout(waiting);
  waiting = setTimeout(ask, pause());
}

function pause() {
  if (failures) return Math.min(EVERY * 2 ** failures, SLOWEST);
  return document.hidden ? HIDDEN : EVERY;
}

async function hearFromServer() {
  const body = { version: Number(form.dataset.version), place: placeNow() };
  const response = await fetch(form.dataset.presenceUrl, request(body)).catch(() => null);
  if (response && isRefused(response)) endSession();
  return response?.ok && !response.redirected ? await response.json().catch(() => null) : null;
}

function show(answer) {
  if (others && others.textContent !== answer.others) others.textContent = answer.others;
  // The line is back, or somebody signed in again in another window.
  if (["offline", "signed-out"].includes(kind())) save();
  if (answer.closed) return say("closed", answer.closed);
  if (answer.news) hear(answer.news);
  const left = leftBehind();
  if (Object.keys(left).length) sendLeft(left);
  else if (["saved", "elsewhere"].includes(kind())) sayWhatWaits();
}

export function start() {
  ask();
  addEventListener("online", ask);
  addEventListener("storage", () => isOver() && ask());
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}
