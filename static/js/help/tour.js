// The first look round the editor: small boxes that point at its parts, one after the other. Nothing is covered up or
// made to wait, and the focus moves only where a person clicks. Who has seen it is kept in this browser, by person.

import { element } from "./element.js";
import { place } from "./placing.js";

const KEPT = "nianbao-tour";
const STEPS = [
  ["#steps", "各部分", "报告分成这几部分，按先后一个一个填。后面写着空、填写中、有问题还是完成。"],
  [
    "#editor table input[data-place], #editor .prose-field",
    "在这里填",
    "填一处存一处，不用另外保存。表格像 Excel 一样用，可以整片粘贴。",
  ],
  ["[role=tablist]", "问题和预览", "检查出来的问题都在这里，点一下就到那一处；“预览”是印出来的样子。"],
  ["#guidance", "口径说明", "光标在哪一格，这里就说明那一格怎样计：口径、依据、常见错误和例子。"],
  [".editor-next, .editor-head .primary", "往下走", "填好这一部分，按这里；最后是送审前检查和送审。"],
  [".bar-help", "帮助", "手册在这里。按 ? 看快捷键。"],
];

let box = null;
let steps = [];
let at = 0;
let back = null;

const target = () => document.querySelector(steps[at][0]);

// Read before the panel shows anything else. Only the editor has a person to show round.
const named = document.querySelector("[data-person]")?.dataset.person;
const person = document.getElementById("editor") ? (named ?? "-") : null;
const seen = () => (localStorage.getItem(KEPT) ?? "").split(",");

export function start() {
  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-help=tour]");
    if (asked) again(asked);
  });
  if (person && !seen().some((who) => who === person || who === "*")) begin();
}

// From the editor it begins at once; on the page of the manual it is remembered for the next time.
function again(button) {
  if (document.getElementById("editor")) return begin();
  localStorage.removeItem(KEPT);
  button.nextElementSibling.textContent = "好了，下次打开填报页时会再显示。";
}

const isShown = (part) => part?.checkVisibility?.({ visibilityProperty: true });

function begin() {
  leave();
  steps = STEPS.filter(([selector]) => isShown(document.querySelector(selector)));
  if (!steps.length) return;
  box = draw();
  document.getElementById("main").append(box);
  document.addEventListener("keydown", escape);
  for (const moved of ["scroll", "resize"]) addEventListener(moved, follow, { passive: true, capture: true });
  show(0);
}

function draw() {
  const made = element("section", "tour");
  made.setAttribute("aria-label", "入门提示");
  made.setAttribute("aria-live", "polite");
  const next = element("button", "button primary small", "下一步");
  const skip = element("button", "link", "跳过，不再显示");
  for (const button of [next, skip]) button.type = "button";
  next.addEventListener("click", () => (at + 1 < steps.length ? goOn() : finish()));
  skip.addEventListener("click", finish);
  made.addEventListener("focusin", (event) => {
    if (!made.contains(event.relatedTarget)) back = event.relatedTarget;
  });
  const actions = element("p", "tour-actions");
  actions.append(next, skip);
  made.append(element("h2", "tour-title"), element("p", ""), actions);
  return made;
}

// Whoever asks for the next step wants to see what it speaks of.
function goOn() {
  at += 1;
  const { top, bottom } = target().getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) target().scrollIntoView({ block: "center" });
  show(at);
}

function show(step) {
  at = step;
  const [, title, words] = steps[at];
  const last = at + 1 === steps.length;
  const [heading, text] = box.children;
  heading.textContent = `${at + 1}/${steps.length} ${title}`;
  text.textContent = words;
  box.querySelector(".primary").textContent = last ? "知道了" : "下一步";
  box.querySelector(".link").hidden = last;
  mark();
  place(box, target());
}

function mark() {
  document.querySelector(".tour-target")?.classList.remove("tour-target");
  target()?.classList.add("tour-target");
}

function follow() {
  if (box) place(box, target());
}

function escape(event) {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) finish();
}

function finish() {
  const had = box?.contains(document.activeElement);
  leave();
  localStorage.setItem(KEPT, [...new Set([...seen(), person])].filter(Boolean).join(","));
  if (had) (back ?? document.getElementById("main")).focus({ preventScroll: true });
}

function leave() {
  document.querySelector(".tour-target")?.classList.remove("tour-target");
  document.removeEventListener("keydown", escape);
  for (const moved of ["scroll", "resize"]) removeEventListener(moved, follow, { capture: true });
  box?.remove();
  box = null;
}
