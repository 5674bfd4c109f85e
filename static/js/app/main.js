// The scripts that any page of the application may ask for.

import * as copying from "./copying.js";

copying.start();
