// The editors of the texts of a page: one for each text box, with its toolbar, notes and last year's text.

import { learnChips } from "./chips.js";
import { attachLastYear } from "./last_year.js";
import { drawMarks, removeMark } from "./marking.js";
import { attachNote } from "./note.js";
import { mount } from "./surface.js";
import { attachToolbar } from "./toolbar.js";
import { startUndoing } from "./undoing.js";

const refused = new Set(); // numbers of which somebody said here that they are no cell's

const nameOf = ({ words, choices }) => [words, ...choices.map((choice) => choice.token)].join(" ");

// `areas`: the boxes; `save(note)`: store what stands there as a point of the history; `choose(surface)`: let a cell be
// chosen; `tidy(text)`: plain text without what Word hides in it. Gives the surfaces.
export function start(areas, { save, choose, tidy }) {
  const surfaces = areas.map((area) => {
    const field = area.closest(".prose-field");
    const label = labelOf(area);
    const surface = mount(area, label, { save, tidy });
    surface.choose = () => choose(surface);
    surface.learn = learnChips;
    surface.mark = (marks, base) =>
      surface.whenQuiet(() => drawMarks(surface.view, marks, base, (offer) => !refused.has(nameOf(offer))));
    const bar = attachToolbar(surface, field.querySelector(".prose-columns"), label.textContent);
    bar.append(document.getElementById(`${area.id}-count`));
    attachLastYear(surface, field, bar, () => save("引用上年"));
    attachNote(surface, { onMend: save, onRefuse: (offer, mark) => refuse(surface, offer, mark) });
    return surface;
  });
  startUndoing();
  document.documentElement.dataset.prose = "on";
  return surfaces;
}

function refuse(surface, offer, mark) {
  refused.add(nameOf(offer));
  removeMark(surface.view, mark);
}

// The name of the box names its editor: it leads there, and no longer to the box.
function labelOf(area) {
  const [label] = area.labels;
  label.id ||= `${area.id}-label`;
  label.removeAttribute("for");
  label.addEventListener("click", () => area.focus());
  return label;
}
