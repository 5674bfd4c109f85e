// Sends to the server what the editor asks, and says at any time how things stand.

import { OFFLINE, isRefused, patience as wait, show } from "../app/answers.js";

const form = document.getElementById("editor");
const state = document.getElementById("save-state");
let failures = 0;

export const kind = () => state.dataset.kind;

// `link`: { href, words }, where there is something to go to.
export const say = (level, words, link) => show(state, level, words, link);

const headers = () => ({ Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value });

// JSON, or the fields of a form.
export const request = (body) =>
  body instanceof URLSearchParams
    ? { method: "POST", headers: headers(), body }
    : { method: "POST", headers: { ...headers(), "Content-Type": "application/json" }, body: JSON.stringify(body) };

// The answer; null when there is none, and then the state says why and what happens next.
export async function post(url, body) {
  try {
    const response = await fetch(url, request(body));
    if (isRefused(response)) return signedOut();
    if (!response.ok && response.status !== 400) throw new Error(response.status);
    const answer = await response.json();
    failures = 0;
    return answer;
  } catch {
    failures += 1;
    say("offline", OFFLINE);
    return null;
  }
}

// How long to wait after what failed before it is tried again.
export const patience = () => wait(failures);

function signedOut() {
  document.dispatchEvent(new CustomEvent("signed-out"));
  return null;
}
