// Sends to the server what the editor asks, and says at any time how things stand.

const RETRIES = [2000, 4000, 8000, 15000, 30000];

const form = document.getElementById("editor");
const state = document.getElementById("save-state");
let failures = 0;

export const kind = () => state.dataset.kind;

// `link`: { href, words }, where there is something to go to.
export function say(level, words, link) {
  const shown = words + (link?.words ?? "");
  if (state.dataset.kind === level && state.textContent === shown) return;
  state.dataset.kind = level;
  state.textContent = words;
  if (link) state.append(Object.assign(document.createElement("a"), { href: link.href, textContent: link.words }));
}

const headers = () => ({ Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value });

// JSON, or the fields of a form.
export const request = (body) =>
  body instanceof URLSearchParams
    ? { method: "POST", headers: headers(), body }
    : { method: "POST", headers: { ...headers(), "Content-Type": "application/json" }, body: JSON.stringify(body) };

// Whether the server does not know the person any more, or knows another.
export const isRefused = ({ redirected, status }) => redirected || status === 401 || status === 403;

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
    say("offline", "未保存：连不上服务器，内容已留在本机，恢复后自动保存");
    return null;
  }
}

// How long to wait after what failed before it is tried again.
export const patience = () => RETRIES[Math.min(Math.max(failures - 1, 0), RETRIES.length - 1)];

function signedOut() {
  document.dispatchEvent(new CustomEvent("signed-out"));
  return null;
}
