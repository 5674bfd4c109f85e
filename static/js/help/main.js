// Help where the question arises: what counts in the focused cell, a first look round, the keys. It moves no focus.

import * as guidance from "./guidance.js";
import * as shortcuts from "./shortcuts.js";
import * as tour from "./tour.js";

for (const part of [shortcuts, guidance, tour]) part.start();
