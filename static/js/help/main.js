// Help where the question arises: what counts in the focused cell, a first look round, the keys. It moves no focus.

import * as guidance from "./guidance.js";

for (const part of [guidance]) part.start();
