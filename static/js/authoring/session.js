// Whether the person of this page is still the one who is signed in. When not, nothing on it can be changed until they
// are, and what was not saved stays in this browser.

import { toSignIn } from "../app/answers.js";
import { person } from "../app/unsent_store.js";
import { changes, places } from "./entries.js";
import { say } from "./posting.js";

const form = document.getElementById("editor");
let locked = null; // the inputs that were made read-only

export const isOver = () => locked !== null;

// The server refused the person of this page. `name`: who is signed in instead, if anybody.
export function endSession(name = "") {
  const kept = Object.keys(changes()).length ? "没有保存的内容已留在本机，" : "";
  const why = name ? `现在登录的是${name}，` : `${kept ? "未保存：" : ""}登录已过期，`;
  say("signed-out", `${why}${kept}这里不能再改动。`, toSignIn(form));
  if (locked) return;
  locked = places().filter((entry) => !entry.readOnly);
  tell(true);
}

// Everybody who lets people change the texts of the page another way hears of it.
function tell(over) {
  for (const entry of locked) entry.readOnly = over;
  document.documentElement.dataset.session = over ? "over" : "on";
  document.dispatchEvent(new CustomEvent("session", { detail: { over } }));
}

function resume(token) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  tell(false);
  locked = null;
}

// This page as the server makes it now, for whoever is signed in; null where it gives none.
async function pageNow() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok || response.redirected) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// Looks whether the same person has signed in again in another window; then one may go on. Gives the editor of the page
// as the server makes it now, or null.
export async function signedInAgain() {
  const page = await pageNow();
  const now = page?.getElementById("unsent")?.dataset;
  const editor = page?.getElementById("editor");
  if (!now || !editor) return null;
  if (now.person === person().person) resume(editor.elements.csrfmiddlewaretoken.value);
  else endSession(now.name);
  return isOver() ? null : editor;
}

document.addEventListener("signed-out", () => endSession());
