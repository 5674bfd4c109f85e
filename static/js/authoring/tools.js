// The line over a table: its menu, and whether last year's figures are shown, which the browser remembers.

const KEY = "nianbao:last-year";

const stored = () => {
  try {
    return localStorage.getItem(KEY) ?? "on";
  } catch {
    return "on";
  }
};

const store = (value) => {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // A forbidden store: it holds for this page.
  }
};

// A menu closes when it has served, when one clicks elsewhere, and with Escape.
function closing(menu) {
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".tools > summary")) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

export function start() {
  const menu = document.querySelector(".table-tools .tools");
  if (menu) closing(menu);
  const tick = document.getElementById("show-last-year");
  const sheet = document.getElementById("spreadsheet");
  if (!tick) return;
  tick.addEventListener("change", () => {
    sheet.dataset.lastYear = tick.checked ? "on" : "off";
    store(sheet.dataset.lastYear);
  });
  tick.checked = stored() === "on";
  sheet.dataset.lastYear = stored();
}
