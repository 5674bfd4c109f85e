// The keys of the page, by area, in a dialog: under ? where nobody types, under Ctrl+/ everywhere, and under buttons
// with data-help="keys". Each module says its own keys with registerKeys, so none is listed that does not work here.

import { element } from "./element.js";

// On the window, because a module may be loaded both by itself and within a bundle.
const areas = (globalThis.nianbaoKeys ??= new Map());

const NAMES = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", Enter: "回车" };

// registerKeys("表格", [["F2", "在格里移动光标"]]); a second call for the same area adds to it. Keys are named as
// KeyboardEvent.key has them, or as people write them.
export function registerKeys(area, keys) {
  areas.set(area, new Map([...(areas.get(area) ?? []), ...keys]));
}

export function start() {
  registerKeys("任何地方", [
    ["?", "看快捷键（正在打字时按 Ctrl+/）"],
    ["Esc", "关闭打开的小窗"],
  ]);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || !asks(event)) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help=keys]")) open();
  });
}

const isTyping = (target) =>
  target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

const written = (key) => key.replace(/Arrow(Up|Down|Left|Right)|Escape|Enter/g, (name) => NAMES[name]);

function asks(event) {
  if (event.ctrlKey || event.metaKey) return event.key === "/" && !event.altKey;
  return ["?", "？"].includes(event.key) && !isTyping(event.target);
}

export function open() {
  if (document.querySelector("dialog[open]")) return;
  const dialog = element("dialog", "keys-dialog");
  dialog.setAttribute("aria-labelledby", "keys-heading");
  const heading = element("h2", "", "快捷键");
  heading.id = "keys-heading";
  const close = element("button", "button", "关闭");
  close.addEventListener("click", () => dialog.close());
  // Before the tables: a dialog that opens goes to the first thing that can be pressed.
  const head = element("div", "keys-head");
  head.append(heading, close);
  dialog.append(head, ...[...areas].map(([area, keys]) => table(area, keys)));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function table(area, keys) {
  const listed = element("table", "keys");
  listed.append(element("caption", "", area));
  const body = listed.createTBody();
  for (const [key, effect] of keys) {
    const row = body.insertRow();
    const head = element("th", "");
    head.scope = "row";
    head.append(element("kbd", "", written(key)));
    row.append(head, element("td", "", effect));
  }
  return listed;
}
