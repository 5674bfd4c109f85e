// The keys of a table, in one list: what drives the table, what the help lists and what the tests try.
// `does` names an effect in `grid.js`; without one the browser does it, and `copying.js` or `pasting.js` listens.
// `when`: "at a cell" before anything is typed, "moving" also while typing, "always" also with a caret in the text.

export const KEYS = [
  { keys: ["ArrowUp"], says: "上移一格", does: "up", when: "always" },
  { keys: ["ArrowDown"], says: "下移一格", does: "down", when: "always" },
  { keys: ["ArrowLeft"], says: "左移一格", does: "left", when: "moving" },
  { keys: ["ArrowRight"], says: "右移一格", does: "right", when: "moving" },
  { keys: ["Enter"], says: "到下一行；用 Tab 填了几格的，回到开始的那一列", does: "enter", when: "always" },
  { keys: ["Shift+Enter"], says: "到上一行", does: "back", when: "always" },
  { keys: ["Tab"], says: "到下一格" },
  { keys: ["Shift+Tab"], says: "到上一格" },
  { keys: ["Home", "Ctrl+ArrowLeft"], says: "到本行第一格", does: "rowStart", when: "moving" },
  { keys: ["End", "Ctrl+ArrowRight"], says: "到本行最后一格", does: "rowEnd", when: "moving" },
  { keys: ["Ctrl+ArrowUp"], says: "到本列第一格", does: "top", when: "moving" },
  { keys: ["Ctrl+ArrowDown"], says: "到本列最后一格", does: "bottom", when: "moving" },
  { keys: ["Ctrl+Home"], says: "到表的第一格", does: "first", when: "always" },
  { keys: ["Ctrl+End"], says: "到表的最后一格", does: "last", when: "always" },
  { keys: ["PageUp"], says: "上移十行", does: "pageUp", when: "always" },
  { keys: ["PageDown"], says: "下移十行", does: "pageDown", when: "always" },
  { keys: ["Shift+ArrowUp"], says: "选区向上扩展", does: "extendUp", when: "moving" },
  { keys: ["Shift+ArrowDown"], says: "选区向下扩展", does: "extendDown", when: "moving" },
  { keys: ["Shift+ArrowLeft"], says: "选区向左扩展", does: "extendLeft", when: "moving" },
  { keys: ["Shift+ArrowRight"], says: "选区向右扩展", does: "extendRight", when: "moving" },
  { keys: ["Ctrl+A"], says: "选中整张表（复制时带行名和列名）", does: "selectAll", when: "moving" },
  { keys: ["Shift+Space"], says: "选中这一行", does: "selectRow", when: "moving" },
  { keys: ["Ctrl+Space"], says: "选中这一列", does: "selectColumn", when: "moving" },
  { keys: ["Ctrl+C"], says: "复制选中的格，可以粘贴到 Excel、WPS、Word" },
  { keys: ["Ctrl+X"], says: "剪切选中的格" },
  { keys: ["Ctrl+V"], says: "粘贴，一块数字先看清放在哪里再填入" },
  { keys: ["Delete", "Backspace"], says: "清空选中的格", does: "clear", when: "at a cell" },
  { keys: ["Ctrl+D"], says: "用上一格（或选区第一行）向下填充", does: "fillDown", when: "always" },
  { keys: ["Ctrl+R"], says: "用左一格（或选区第一列）向右填充", does: "fillRight", when: "always" },
  { keys: ["Ctrl+Enter"], says: "把这一格的内容填进选中的各格", does: "fillAll", when: "always" },
  { keys: ["Escape"], says: "放弃这一格刚才输入的", does: "revert", when: "always" },
  { keys: ["F2"], says: "在格内移动光标修改（也可以双击这一格）", does: "edit", when: "moving" },
  { keys: ["Ctrl+Z"], says: "撤销", does: "undo", when: "always" },
  { keys: ["Ctrl+Y", "Ctrl+Shift+Z"], says: "重做", does: "redo", when: "always" },
];

// How a pressed key is written in the list; the ⌘ of a Mac counts as Ctrl.
export function nameOf(event) {
  const held = [event.ctrlKey || event.metaKey ? "Ctrl+" : "", event.shiftKey ? "Shift+" : ""].join("");
  const key = event.key === " " ? "Space" : event.key;
  return held + (key.length === 1 ? key.toUpperCase() : key);
}
