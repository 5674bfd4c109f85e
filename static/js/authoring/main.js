// The editor of one section. Everything is judged by the server; without this file the page is a plain form.

import { registerKeys } from "../help/shortcuts.js";
import * as explaining from "./explaining.js";
import * as folding from "./folding.js";
import * as grid from "./grid.js";
import { KEYS } from "./keys.js";
import * as numbers from "./numbers.js";
import * as onward from "./onward.js";
import * as panel from "./panel.js";
import * as pasting from "./pasting.js";
import * as presence from "./presence.js";
import * as prose from "./prose.js";
import * as saving from "./saving.js";
import * as walking from "./walking.js";

document.documentElement.dataset.js = "on";
const parts = [saving, grid, pasting, prose, numbers, panel, presence, folding, onward, walking, explaining];
for (const part of parts) part.start();

registerKeys("填报", [
  ["F8", "下一处问题"],
  ["Shift+F8", "上一处问题"],
]);
if (document.querySelector("table [data-place]")) {
  registerKeys(
    "表格",
    KEYS.map(({ keys, says }) => [keys.join("、"), says]),
  );
}
