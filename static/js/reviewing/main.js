// The review screen by keyboard and by pointer: j and k walk over the changes, a click on a sentence or a figure chooses
// what a comment is about, c writes it. Without this file everything can still be done with the forms.

import * as commenting from "./commenting.js";
import * as copying from "./copying.js";
import { registerKeys } from "../help/shortcuts.js";
import { walk } from "./walking.js";

const KEYS = { j: () => walk(1), k: () => walk(-1), c: commenting.write };

const isTyping = (target) => target.matches("input, textarea, select");

document.documentElement.dataset.js = "on";
registerKeys("审核", [
  ["j", "下一处改动"],
  ["k", "上一处改动"],
  ["c", "对选中的句子或数字写意见"],
]);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
  if (!KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
commenting.start();
copying.start();
