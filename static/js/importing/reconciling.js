// 核对 saves as it goes: what was corrected or ticked is sent after a pause. Without this file its buttons send it.

import { OFFLINE, patience, show, toSignIn } from "../app/answers.js";
import { drawFragment, drawLines } from "./drawing.js";
import * as kept from "./kept.js";
import * as moving from "./moving.js";
import { initial, post, postLast } from "./posting.js";

const PAUSE = 800;
const TICK = "sure:";

const form = document.getElementById("reconciliation");
const state = document.getElementById("save-state");
const left = new Map(); // {text, says} by place, which the server would not take: sent again once typed anew
let refusal = "";
let waiting = 0;
let failures = 0;
let isRunning = false;

const entries = () => [...form.elements].filter((one) => one.name && initial(one.name) && one.type !== "hidden");
const isChanged = (entry) => entry.value !== initial(entry.name).value;
const boxes = () => [...document.querySelectorAll("input[name=sure]")];

const say = (kind, words, link) => show(state, kind, words, link);

const signedOut = () => say("signed-out", "未保存：登录已过期，内容已留在本机。", toSignIn(form));

function later(delay) {
  clearTimeout(waiting);
  waiting = setTimeout(save, delay);
}

document.addEventListener("input", ({ target }) => {
  if (target.form !== form) return;
  if (target.name === "sure") rememberTick(target);
  else if (initial(target.name)) remember(target);
  else return;
  say("unsaved", "未保存");
  later(PAUSE);
});

function remember(entry) {
  left.delete(entry.name);
  if (isChanged(entry)) kept.keep(entry.name, { before: initial(entry.name).value, after: entry.value });
  else kept.letGo(entry.name);
}

function rememberTick(box) {
  if (box.checked) kept.keep(TICK + box.value, { before: initial(box.value).value });
  else kept.letGo(TICK + box.value);
}

function unsent() {
  const changed = entries().filter((entry) => isChanged(entry) && left.get(entry.name)?.text !== entry.value);
  const sure = boxes().filter((box) => box.checked);
  return {
    changes: Object.fromEntries(changed.map((entry) => [entry.name, entry.value])),
    sure: sure.map((box) => box.value),
    any: changed.length + sure.length > 0,
  };
}

// One request at a time: the next one knows what the last one changed.
async function save() {
  clearTimeout(waiting);
  if (isRunning) return;
  const { changes, sure, any } = unsent();
  if (!any) return showState();
  say("saving", "保存中…");
  isRunning = true;
  const { answer, missing } = await post(changes, sure);
  isRunning = false;
  if (answer) take(changes, sure, answer);
  else if (missing === "offline") retry();
  else signedOut();
}

function take(changes, sure, answer) {
  failures = 0;
  refusal = answer.refused[0] ?? "";
  for (const [place, text] of Object.entries(changes)) settle(form.elements[place], text, answer);
  for (const place of sure) kept.letGo(TICK + place);
  // A confirmation that was refused is ticked anew by the person, who is told why.
  for (const box of boxes()) if (sure.includes(box.value)) box.checked = false;
  drawLines(answer.lines);
  for (const [id, html] of Object.entries(answer.fragments)) drawFragment(id, html);
  showState();
}

// What was sent is known to the server by now, or stays in its box until it is typed anew.
function settle(entry, sent, answer) {
  const { now } = answer.lines[entry.name];
  initial(entry.name).value = now;
  if (entry.value !== sent) remember(entry);
  else if (answer.left.includes(entry.name)) {
    left.set(entry.name, { text: sent, says: refusal });
    kept.keep(entry.name, { before: now, after: sent, says: refusal });
  } else {
    if (entry.value !== now) entry.value = now;
    kept.letGo(entry.name);
  }
}

function showState() {
  const says = refusal || [...left.values()][0]?.says;
  if (unsent().any) {
    say("unsaved", "未保存");
    later(PAUSE);
  } else if (says) say("refused", `未保存：${says}`);
  else say("saved", "已保存");
}

function retry() {
  failures += 1;
  say("offline", OFFLINE);
  later(patience(failures));
}

// Where another wrote meanwhile the old beginning stays, so that the server sees it and does not overwrite.
function bringBack(place, { before, after, says }) {
  const box = boxes().find((one) => TICK + one.value === place);
  if (box) box.checked = initial(box.value).value === before;
  const entry = form.elements[place];
  if (!entry || after === initial(place).value) {
    if (!box?.checked) kept.letGo(place);
    return;
  }
  initial(place).value = before;
  entry.value = after;
  if (says) left.set(place, { text: after, says });
}

moving.start(form);
addEventListener("online", save);
addEventListener("pagehide", () => {
  const { changes, sure, any } = unsent();
  if (any) postLast(changes, sure);
});
for (const [place, change] of Object.entries(kept.all())) bringBack(place, change);
save();
