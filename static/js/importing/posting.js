// What is sent to the server from 核对: the changed places, the confirmed ones, each with what the page showed there.

import { isRefused } from "../app/answers.js";

const form = document.getElementById("reconciliation");

export const initial = (place) => form.elements[`initial-${place}`];

function body(changes, sure) {
  const sent = new FormData();
  for (const name of ["csrfmiddlewaretoken", "year"]) sent.append(name, form.elements[name].value);
  for (const [place, text] of Object.entries(changes)) sent.append(place, text);
  for (const place of sure) sent.append("sure", place);
  for (const place of new Set([...Object.keys(changes), ...sure])) {
    sent.append(`initial-${place}`, initial(place).value);
  }
  return sent;
}

function send(changes, sure, options = {}) {
  const headers = { Accept: "application/json" };
  return fetch(form.action, { method: "POST", headers, body: body(changes, sure), ...options });
}

// The answer, or why there is none: offline or signed-out.
export async function post(changes, sure) {
  try {
    const response = await send(changes, sure);
    if (isRefused(response)) return { missing: "signed-out" };
    if (!response.ok) throw new Error(response.status);
    return { answer: await response.json() };
  } catch {
    return { missing: "offline" };
  }
}

// The page is being left: nobody waits for the answer.
export function postLast(changes, sure) {
  send(changes, sure, { keepalive: true }).catch(() => {});
}
