// Explaining a finding where it is read: saved without leaving the page, and the panel drawn anew.

import { markCells } from "./answer.js";
import { redrawNow } from "./redrawing.js";

const form = document.getElementById("editor");

export function start() {
  document.addEventListener("submit", explain);
  document.addEventListener("click", begin);
}

// Only who opens the form oneself is led into it: a redrawing opens forms too, and leaves the keyboard where it is.
function begin(event) {
  const details = event.target.closest("#findings .explain > summary")?.parentElement;
  if (details && !details.open) setTimeout(() => details.querySelector("textarea").focus());
}

async function explain(event) {
  const asked = event.target.closest("form[data-explain]");
  if (!asked) return;
  event.preventDefault();
  const body = new FormData(asked);
  if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
  const answer = await send(asked.action, body);
  if (answer.refused) asked.querySelector(".explain-refused").textContent = answer.refused;
  else show(answer, asked);
}

async function send(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body,
    });
    if (response.status === 409) return { refused: (await response.json()).refused.join("") };
    if (response.redirected || !response.ok)
      return { refused: "没有保存：登录已过期，或者您不能说明。请刷新页面再试。" };
    return await response.json();
  } catch {
    return { refused: "没有保存：连不上服务器，说明还在框里，恢复后请再按一次。" };
  }
}

// Where the person was is gone with the form: go on at what stands in its place, not at the top of the page.
function show(answer, asked) {
  const place = [...document.querySelectorAll("#findings a.to")].findIndex((link) =>
    link.parentElement.contains(asked),
  );
  asked.reset();
  asked.closest("details").open = false;
  for (const [id, html] of Object.entries(answer.fragments)) redrawNow(document.getElementById(id), html);
  markCells(answer.marks);
  const links = document.querySelectorAll("#findings > .findings a.to");
  const next = links[Math.min(Math.max(place, 0), links.length - 1)];
  (next ?? document.querySelector("#findings summary"))?.focus();
}
