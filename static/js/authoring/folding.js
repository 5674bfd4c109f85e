// Folding the parts at the left and the panel at the right; the browser remembers it. A menu of the head closes when
// one goes elsewhere.

const root = document.documentElement;
const NAMES = { left: ["收起各部分", "展开各部分"], side: ["收起检查和预览", "展开检查和预览"] };

export function start() {
  for (const button of document.querySelectorAll("[data-fold]")) {
    button.hidden = false;
    button.addEventListener("click", () => fold(button.dataset.fold, root.dataset[button.dataset.fold] !== "folded"));
    label(button);
  }
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus({}));
}

export function fold(part, folded) {
  if (folded) root.dataset[part] = "folded";
  else delete root.dataset[part];
  remember(`nianbao:shown:${part}`, folded ? "folded" : "");
  label(document.querySelector(`[data-fold=${part}]`));
}

function label(button) {
  const folded = root.dataset[button.dataset.fold] === "folded";
  button.setAttribute("aria-expanded", String(!folded));
  button.setAttribute("aria-label", NAMES[button.dataset.fold][Number(folded)]);
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A full or forbidden store: it holds for this page.
  }
}

export function remembered(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function closeMenus({ target = null }) {
  for (const menu of document.querySelectorAll(".editor-menu[open]")) if (!menu.contains(target)) menu.open = false;
}
