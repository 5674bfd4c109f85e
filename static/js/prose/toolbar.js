// The toolbar above a text: one stop of the Tab key, arrows from button to button. Each button says its keys.

import { registerKeys } from "../help/shortcuts.js";
import { bold, nextHeading, nextPoint } from "./formatting.js";
import { redoLast, undoLast } from "./undoing.js";

const command = (run) => (surface) => {
  run(surface.view.state, surface.view.dispatch);
  surface.view.focus();
};

const BUTTONS = [
  { words: "标题", keys: "Ctrl+Alt+1", says: "小标题：（一）、1.、（1），再按换下一级", run: command(nextHeading) },
  { words: "粗", keys: "Ctrl+B", says: "加粗", run: command(bold), className: "bold" },
  { words: "一是…", keys: "Ctrl+Alt+2", says: "分条：一是、二是、三是", run: command(nextPoint) },
  { words: "插入表中数字", keys: "Ctrl+Alt+3", says: "表格改了，数字跟着改", run: (surface) => surface.choose?.() },
  { words: "撤销", keys: "Ctrl+Z", says: "撤销", run: undoLast },
  { words: "重做", keys: "Ctrl+Y", says: "重做", run: redoLast },
];

export function attachToolbar(surface, before, name) {
  registerKeys(
    "文字",
    BUTTONS.map(({ keys, says }) => [keys, says]),
  );
  const bar = document.createElement("div");
  bar.className = "prose-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `${name}：编辑`);
  bar.append(...BUTTONS.map((each, index) => toolButton(surface, each, index)));
  bar.addEventListener("keydown", walk);
  // A press of the mouse leaves the caret where it is.
  bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  before.before(bar);
  return bar;
}

function toolButton(surface, { words, keys, says, run, className = "" }, index) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `button small prose-tool ${className}`;
  button.tabIndex = index ? -1 : 0;
  button.title = `${says}（${keys}）`;
  button.setAttribute("aria-keyshortcuts", keys.replace("Ctrl", "Control"));
  const shortcut = document.createElement("kbd");
  shortcut.textContent = keys;
  button.append(words, shortcut);
  button.addEventListener("click", () => run(surface));
  return button;
}

function walk(event) {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const next = buttons.at(to % buttons.length);
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}
