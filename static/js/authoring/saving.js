// Saves what changed a moment after the last key, and shows at any time what is saved and what is not.

import { changes, entryAt, isChanged, learn, places, put, typed } from "./entries.js";
import { bringBack, keep, letGo } from "./keeping.js";
import { showAnswer } from "./answer.js";
import { askConflicts } from "./conflicts.js";

const PAUSE = 800;
const RETRIES = [2000, 4000, 8000, 15000, 30000];

const form = document.getElementById("editor");
const state = document.getElementById("save-state");
let waiting = 0;
let failures = 0;
let running = null;

export function say(kind, words) {
  state.dataset.kind = kind;
  state.textContent = words;
}

const later = (delay) => {
  clearTimeout(waiting);
  waiting = setTimeout(save, delay);
};

form.addEventListener("input", (event) => {
  const entry = event.target.closest("[data-place]");
  if (!entry) return;
  if (isChanged(entry)) keep(entry);
  else letGo(entry.dataset.place);
  say("unsaved", "未保存");
  later(PAUSE);
});

// One request at a time: the next one knows what the last one changed.
export async function save() {
  clearTimeout(waiting);
  if (running) return running.then(save);
  const sent = changes();
  if (!Object.keys(sent).length) return say("saved", "已保存");
  say("saving", "保存中…");
  running = send(sent);
  await running;
  running = null;
  if (places().some(isChanged) && state.dataset.kind === "saved") {
    say("unsaved", "未保存");
    later(PAUSE);
  }
}

async function send(sent) {
  const answer = await post(form.dataset.saveUrl, { version: Number(form.dataset.version), changes: sent });
  if (!answer) return;
  failures = 0;
  take(sent, answer);
  showAnswer(answer);
  if (answer.refused.length) say("refused", `未保存：${answer.refused[0].says}`);
  else if (answer.conflicts.length) say("conflict", `冲突 ${answer.conflicts.length} 处，请选择`);
  else say("saved", "已保存");
}

// The server's values become known; an entry typed in again meanwhile keeps what was typed.
function take(sent, answer) {
  form.dataset.version = answer.version;
  const disputed = new Set([...answer.conflicts, ...answer.refused].map((entry) => entry.place));
  for (const [place, value] of Object.entries(answer.values)) {
    const entry = entryAt(place);
    if (entry && !disputed.has(place)) accept(entry, value, sent[place]);
  }
  askConflicts(answer.conflicts, save);
}

// `change`: what was sent for this entry, if anything was.
function accept(entry, value, change) {
  const untouched = change ? typed(entry) === change.after : !isChanged(entry);
  learn(entry, value);
  if (untouched && entry.value !== value) entry.value = value;
  if (!isChanged(entry)) letGo(entry.dataset.place);
}

// Send JSON; null when it could not be done, and then the state says why and what happens next.
export async function post(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify(body),
    });
    if (response.redirected || response.status === 401 || response.status === 403) return signedOut();
    if (response.status === 400) return await response.json();
    if (!response.ok) throw new Error(response.status);
    return await response.json();
  } catch {
    const delay = RETRIES[Math.min(failures++, RETRIES.length - 1)];
    say("offline", "未保存：连不上服务器，内容已留在本机，恢复后自动保存");
    later(delay);
    return null;
  }
}

function signedOut() {
  const link = document.createElement("a");
  link.href = form.dataset.loginUrl;
  link.textContent = "重新登录";
  say("signed-out", "未保存：登录已过期，内容已留在本机。");
  state.append(link);
  return null;
}

addEventListener("online", save);
addEventListener("pagehide", () => {
  const sent = changes();
  if (!Object.keys(sent).length) return;
  fetch(form.dataset.saveUrl, {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify({ version: Number(form.dataset.version), changes: sent }),
  }).catch(() => {});
});

export function start() {
  say("saved", "已保存");
  if (bringBack().length) save();
  for (const entry of places()) if (isChanged(entry)) put(entry, entry.value);
}
