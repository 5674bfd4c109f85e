// Whether last year's figures are shown in the table; the browser remembers it.

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

export function start() {
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
