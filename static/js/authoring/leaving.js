// Leaving the page: a link waits until what is typed is saved, though not for long; a closing page sends it on its way.

import { changes } from "./entries.js";
import { request } from "./posting.js";

const LONGEST = 1500;

const form = document.getElementById("editor");

// Whether this click takes the person to another page in this window.
const leaves = (event, link) =>
  event.button === 0 &&
  !(event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) &&
  !link.target &&
  link.pathname !== location.pathname;

// `isUnsure`: whether a save has no answer yet. What was typed since goes on from it, so it cannot be sent before; it is
// kept in this browser.
export function startLeaving({ save, isUnsent, isUnsure }) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !leaves(event, link) || !isUnsent()) return;
    event.preventDefault();
    await Promise.race([save(), new Promise((done) => setTimeout(done, LONGEST))]);
    location.assign(link.href);
  });
  addEventListener("pagehide", () => {
    const sent = changes();
    if (isUnsure() || !Object.keys(sent).length) return;
    const body = { version: Number(form.dataset.version), changes: sent };
    fetch(form.dataset.saveUrl, { ...request(body), keepalive: true }).catch(() => {});
  });
}
