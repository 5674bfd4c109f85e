// Shows on 核对 what the server says after a save: marks, raw texts, totals, and the parts of the page that follow.

export function drawLines(lines) {
  for (const [place, line] of Object.entries(lines)) {
    drawCell(place, line);
    drawWords(place, line);
  }
}

function drawCell(place, line) {
  const seen = document.querySelector(`.seen[data-line="${CSS.escape(place)}"]`);
  if (!seen) return;
  const cell = seen.closest("td");
  cell.dataset.level = line.level;
  seen.querySelector(".mark").textContent = line.mark;
  seen.querySelector(".raw-text").textContent = line.raw;
  cell.querySelector(".says").textContent = `${line.label}：${line.says}`;
  const total = cell.querySelector("output");
  if (total) total.textContent = line.now;
}

function drawWords(place, line) {
  const state = document.getElementById(`state-${place}`);
  if (!state) return;
  const mark = state.querySelector(".mark");
  mark.dataset.level = line.level;
  mark.textContent = line.mark;
  state.querySelector(".line-says").textContent = line.says;
}

const alike = (holder, one) => [...holder.querySelectorAll(one.tagName)].filter((each) => each.type === one.type);

// A part drawn anew keeps its ticks, and the keyboard stays where it was: where that is gone, at the next of its kind.
export function drawFragment(id, html) {
  const holder = document.getElementById(id);
  const ticked = [...holder.querySelectorAll("input:checked")].map((box) => box.value);
  const active = holder.contains(document.activeElement) ? document.activeElement : null;
  const at = active ? alike(holder, active).indexOf(active) : -1;
  holder.innerHTML = html;
  for (const box of holder.querySelectorAll("input[type=checkbox]")) box.checked = ticked.includes(box.value);
  if (active) next(holder, active, at)?.focus({ preventScroll: true });
}

function next(holder, active, at) {
  const all = alike(holder, active);
  const same = all.find((each) => each.value === active.value && each.name === active.name);
  return same ?? all[Math.min(at, all.length - 1)] ?? holder.querySelector("a, button, input");
}
