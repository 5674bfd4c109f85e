// The next step. What was typed is saved first; where it cannot be, that is told and the second press goes on: the
// work is kept in this browser.

import { save } from "./saving.js";

const state = document.getElementById("save-state");
const UNSENT = ["offline", "signed-out", "unsent"];
const LONGEST = 10_000;

const leave = (button) => location.assign(button.dataset.go);

export function start() {
  for (const button of document.querySelectorAll("button[data-go]")) button.addEventListener("click", go);
}

async function go(event) {
  const button = event.currentTarget;
  event.preventDefault();
  if (button.dataset.anyway && UNSENT.includes(state.dataset.kind)) return leave(button);
  button.setAttribute("aria-busy", "true");
  await Promise.race([save(), new Promise((resolve) => setTimeout(resolve, LONGEST))]);
  button.removeAttribute("aria-busy");
  if (!UNSENT.includes(state.dataset.kind)) return leave(button);
  button.dataset.anyway = "yes";
  state.append("。再按一次就先往下走");
}
