// The same place changed by two people: both values side by side, and who wrote the other.

import { entryAt, learn, put } from "./entries.js";
import { letGo } from "./keeping.js";

const area = document.getElementById("conflicts");

// `onChoice`: called when one of the two values was chosen and stands in its entry.
export function askConflicts(conflicts, onChoice) {
  for (const conflict of conflicts) {
    area.querySelector(`[data-about="${CSS.escape(conflict.place)}"]`)?.remove();
    area.append(question(conflict, onChoice));
  }
  if (conflicts.length) area.querySelector("button").focus();
}

function question(conflict, onChoice) {
  const asked = document.getElementById("conflict-question").content.firstElementChild.cloneNode(true);
  asked.dataset.about = conflict.place;
  for (const part of ["label", "yours", "theirs", "by", "at"]) {
    asked.querySelector(`[data-part=${part}]`).textContent = conflict[part] || "（空）";
  }
  const entry = entryAt(conflict.place);
  const choose = (value) => {
    learn(entry, conflict.theirs);
    letGo(conflict.place);
    put(entry, value);
    asked.remove();
    entry.focus();
    onChoice();
  };
  asked.querySelector("[data-choice=yours]").addEventListener("click", () => choose(conflict.yours));
  asked.querySelector("[data-choice=theirs]").addEventListener("click", () => choose(conflict.theirs));
  return asked;
}
