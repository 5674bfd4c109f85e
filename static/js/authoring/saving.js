// Saves what changed a moment after the last key, and shows at any time what is saved and what is not.

import { start as startQuestions } from "./conflicts.js";
import { changes, isChanged, isHeld, places, put, release } from "./entries.js";
import { bringBack, keep, keepSent, letGo } from "./keeping.js";
import { startLeaving } from "./leaving.js";
import { kind, patience, post, say } from "./posting.js";
import { takeChoice, takeIn } from "./receiving.js";
import { sentElsewhere } from "./left_behind.js";
import { isOver } from "./session.js";
import { sayWhatWaits } from "./waiting.js";

export { post, say } from "./posting.js";

// After the last key, and at the latest while somebody types without a pause: both in milliseconds.
const PAUSE = 500;
const LONGEST = 2500;

const form = document.getElementById("editor");
let waiting = 0;
let since = 0; // when the oldest change that is not sent yet was made
let running = null;
let isComposing = false; // an input method is at work: its letters are not words yet
let unsure = null; // a save without an answer: it is sent as it was, before anything newer

const later = (delay) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => (isComposing ? soon() : save()), delay);
};

function soon() {
  since ||= Date.now();
  later(isComposing ? PAUSE : Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
}

for (const type of ["compositionstart", "compositionend"]) {
  form.addEventListener(type, () => (isComposing = type === "compositionstart"), true);
}

form.addEventListener("input", (event) => {
  const entry = event.target.closest("[data-place]");
  if (!entry) return;
  if (isChanged(entry)) keep(entry);
  else letGo(entry.dataset.place);
  say("unsaved", "未保存");
  soon();
});

form.addEventListener("focusout", (event) => {
  const entry = event.target.closest("[data-place]");
  if (entry && isHeld(entry)) release(entry);
});

const isUnsure = () => Boolean(running || unsure);
const isUnsent = () => Object.keys(changes()).length > 0;
const isIdle = () => !unsure && !isUnsent();

// One request at a time: the next one knows what the last one changed. `note`: what was done, where that was more than
// typing; one of the server's list.
export async function save({ note = "" } = {}) {
  clearTimeout(waiting);
  while (running) await running;
  if (isOver()) return;
  since = 0;
  if (isIdle()) return sayHowItStands();
  const isAgain = Boolean(unsure);
  say("saving", "保存中…");
  running = send(unsure ?? { note, changes: changes() });
  const answer = await running;
  running = null;
  if (answer) await goOn(isAgain, note);
}

// What was typed, or waited for the save before, goes next.
async function goOn(isAgain, note) {
  if (isAgain) await save({ note });
  else if (isUnsent() && kind() !== "refused") soon();
}

async function send(body) {
  unsure = body;
  keepSent(body.changes);
  const answer = await post(form.dataset.saveUrl, { version: Number(form.dataset.version), ...body });
  if (answer) {
    unsure = null;
    takeIn(answer, body.changes);
    sayHowItStands(answer);
  } else if (kind() === "offline") later(patience());
  return answer;
}

// 已保存 is said only when everything of this page is saved and nothing waits for anybody.
function sayHowItStands(answer) {
  if (answer?.refused.length) say("refused", `未保存：${answer.refused[0].says}`);
  else if (unsure || isUnsent()) say("unsaved", "未保存");
  else sayWhatWaits();
}

// Somebody chose between two versions: first what is typed goes out, then the choice.
async function choose(question, button) {
  const body = new URLSearchParams(new FormData(question));
  body.set("answer", button.value);
  await save();
  if (unsure) return;
  const answer = await post(question.action, body);
  if (!answer) return;
  takeChoice(answer, question.dataset.about);
  sayHowItStands(answer);
}

// Others' work, heard of without having sent anything. While a dialog shows what is about to be filled in, nothing
// changes beneath it.
export function hear(answer) {
  if (isUnsure() || document.querySelector("dialog[open]") || answer.version <= Number(form.dataset.version)) return;
  takeIn(answer);
  if (kind() !== "unsaved") sayHowItStands(answer);
}

// Signed in again: what another window has sent meanwhile is not sent twice. `editor`: the page's as it is made now.
export function goOnFrom(editor) {
  for (const place of sentElsewhere(editor, { ...changes(), ...unsure?.changes })) delete unsure?.changes[place];
  if (unsure && !Object.keys(unsure.changes).length) unsure = null;
}

// Send what a window that is closed has left.
export async function sendLeft(left) {
  if (isUnsure()) return;
  running = post(form.dataset.saveUrl, { version: Number(form.dataset.version), note: "", changes: left });
  const answer = await running;
  running = null;
  if (!answer) return;
  for (const place of Object.keys(left)) letGo(place);
  takeIn(answer);
  sayHowItStands(answer);
}

addEventListener("online", () => save());

export function start() {
  startQuestions(choose);
  startLeaving({ save, isUnsent: () => isUnsent() || isUnsure(), isUnsure });
  sayHowItStands();
  const back = bringBack();
  unsure = back.sent;
  if (back.places.length) save();
  for (const entry of places()) if (isChanged(entry)) put(entry, entry.value);
}
