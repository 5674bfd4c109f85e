// The editor of one section. Everything is judged by the server; without this file the page is a plain form.

import * as grid from "./grid.js";
import * as numbers from "./numbers.js";
import * as panel from "./panel.js";
import * as pasting from "./pasting.js";
import * as presence from "./presence.js";
import * as prose from "./prose.js";
import * as saving from "./saving.js";

document.documentElement.dataset.js = "on";
for (const part of [saving, grid, pasting, prose, numbers, panel, presence]) part.start();
