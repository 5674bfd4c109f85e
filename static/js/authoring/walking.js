// The list of findings: of this part or of all, and F8 from one to the next. The sentence is announced, and where the
// panel is not in sight it is shown above the sheet's foot.

import { remember, remembered } from "./folding.js";
import { goToFinding } from "./panel.js";
import { save } from "./saving.js";

const SCOPE = "nianbao:shown:scope";
const scope = document.getElementById("scope");
const now = document.getElementById("finding-now");
let current = "";

const chosen = () => scope.querySelector(":checked").value;
const listed = () => [...document.querySelectorAll("#findings > .findings > li")].filter((item) => !item.hidden);

const say = (words) => {
  now.textContent = words;
};

export function start() {
  scope.hidden = false;
  scope.querySelector(`[value=${remembered(SCOPE) === "all" ? "all" : "part"}]`).checked = true;
  scope.addEventListener("change", () => {
    remember(SCOPE, chosen());
    narrow();
  });
  document.addEventListener("keydown", walk);
  document.addEventListener("redrawn", narrow);
  document.addEventListener("click", (event) => {
    const item = event.target.closest("#findings a.to")?.closest("li");
    if (item) current = item.dataset.key;
  });
  document.addEventListener("input", () => (now.textContent = ""));
  narrow();
  arrive();
}

// Shows what belongs to the chosen scope, and counts it on the tab.
function narrow() {
  const part = chosen() === "part";
  for (const item of document.querySelectorAll("#findings .findings > li"))
    item.hidden = part && !("here" in item.dataset);
  const shown = listed();
  const well = document.querySelector("#findings .part-well");
  if (well) well.hidden = !part || shown.length > 0 || !document.querySelector("#findings > .findings > li");
  document.getElementById("findings-count").textContent = shown.filter((item) => "open" in item.dataset).length;
  for (const item of shown) item.toggleAttribute("data-now", item.dataset.key === current);
}

function walk(event) {
  if (event.key !== "F8" || event.ctrlKey || event.altKey) return;
  event.preventDefault();
  if (document.querySelector("dialog[open]")) return;
  const items = event.shiftKey ? listed().reverse() : listed();
  if (!items.length) return say("没有要改正的问题。");
  open(items[(items.findIndex((item) => item.dataset.key === current) + 1) % items.length]);
}

async function open(item) {
  const link = item.querySelector("a.to");
  if (!("here" in item.dataset)) {
    sessionStorage.setItem(SCOPE, item.dataset.key);
    await save();
    return location.assign(link.href);
  }
  tell(item);
  goToFinding(link);
}

// Came from another part by F8: the walk goes on from there.
function arrive() {
  const key = sessionStorage.getItem(SCOPE);
  sessionStorage.removeItem(SCOPE);
  const item = listed().find((one) => one.dataset.key === key);
  if (item) open(item);
}

function tell(item) {
  current = item.dataset.key;
  narrow();
  item.scrollIntoView({ block: "nearest" });
  const items = listed();
  const sentence = item.querySelector("a.to").firstChild.textContent.trim();
  say(`${item.querySelector(".level").textContent}：${sentence}（${items.indexOf(item) + 1}/${items.length}）`);
}
