// The editors of the texts of a page: one for each text box.

import { mount } from "./surface.js";
import { startUndoing } from "./undoing.js";

// `areas`: the boxes. Gives their surfaces.
export function start(areas) {
  const surfaces = areas.map((area) => mount(area, labelOf(area)));
  startUndoing();
  document.documentElement.dataset.prose = "on";
  return surfaces;
}

// The name of the box names its editor: it leads there, and no longer to the box.
function labelOf(area) {
  const [label] = area.labels;
  label.id ||= `${area.id}-label`;
  label.removeAttribute("for");
  label.addEventListener("click", () => area.focus());
  return label;
}
