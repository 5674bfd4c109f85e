// Texts: their editors, and a count of characters. Where no editor can be had, the text boxes stay, and Word's text is
// cleaned for them.

import { attach, known, put } from "./entries.js";
import { choose } from "./numbers.js";
import { save } from "./saving.js";

const TIDY = [
  [/\r\n?/g, "\n"],
  [/[\u00a0\u2002\u2003]/g, " "],
  [/[\u200b\ufeff\u00ad]/g, ""],
  [/[\u2028\u2029\v]/g, "\n"],
];

const tidy = (text) => TIDY.reduce((done, [from, to]) => done.replace(from, to), text);

export async function start() {
  const areas = [...document.querySelectorAll("textarea[data-place]")];
  for (const area of areas) {
    area.addEventListener("input", () => count(area));
    count(area);
  }
  if (!areas.length) return;
  const editor = await import("../prose/editor.js").catch(() => null); // nothing was bundled: see bin/setup
  if (!editor) for (const area of areas) area.addEventListener("paste", clean);
  else startEditors(editor, areas);
}

function startEditors(editor, areas) {
  const surfaces = editor.start(areas, { tidy, choose, save: (note) => save({ note }) });
  for (const surface of surfaces) attach(surface.entry, surface);
  document.addEventListener("session", ({ detail }) => {
    for (const surface of surfaces) surface.whenQuiet(() => surface.view.setProps({ editable: () => !detail.over }));
  });
  const mark = (values) => {
    const marks = JSON.parse(document.getElementById("prose-marks")?.textContent ?? "{}");
    for (const surface of surfaces) {
      const { place } = surface.entry.dataset;
      if (marks[place]) surface.mark(marks[place], values[place] ?? known(surface.entry));
      count(surface.entry);
    }
  };
  mark({});
  document.addEventListener("answered", ({ detail }) => {
    if ("numbers" in (detail.fragments ?? {})) mark(detail.values ?? {});
  });
}

function clean(event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (tidy(text) === text) return;
  event.preventDefault();
  event.target.setRangeText(tidy(text), event.target.selectionStart, event.target.selectionEnd, "end");
  put(event.target, event.target.value);
}

function count(area) {
  const shown = document.getElementById(`${area.id}-count`);
  if (!shown) return;
  const printed = area.value.replace(/\{\{[^{}\n]*\}\}/g, "00"); // a bound number is about two characters
  const written = [...printed.replace(/\s/g, "")].length;
  const limit = Number(area.dataset.limit);
  shown.textContent = limit ? `${written} / ${limit} 字` : `${written} 字`;
  shown.title = limit ? `原则上不超过 ${limit} 字` : "";
  shown.dataset.over = String(limit > 0 && written > limit);
}
