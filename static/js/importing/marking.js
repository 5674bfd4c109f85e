// Marks a place in the original: a box on its page, or its line, row and cell. A mark is what the server found there.

export function clearMarks(frame) {
  for (const box of frame.querySelectorAll(".original-box")) box.remove();
  for (const marked of frame.querySelectorAll(".original-marked")) marked.classList.remove("original-marked");
  for (const words of frame.querySelectorAll("mark")) {
    const line = words.parentNode;
    words.replaceWith(...words.childNodes);
    line.normalize();
  }
}

// The element to scroll to; null where nothing could be marked.
export function mark(frame, { boxes, blocks, cell, span }) {
  const drawn = boxes.map((each) => drawBox(frame, each)).filter(Boolean);
  const marked = blocks.map((number) => frame.querySelector(`[data-block="${number}"]`)).filter(Boolean);
  if (drawn.length || !marked.length) return drawn[0] ?? null;
  if (span) return markWords(marked[0], span);
  const inside = marked[0].querySelector(`[data-cell="${cell}"]`);
  for (const one of [...marked, inside]) one?.classList.add("original-marked");
  return inside ?? marked[0];
}

function drawBox(frame, { page, box }) {
  const figure = frame.querySelector(`.original-page[data-page="${page}"]`);
  if (!figure) return null;
  const drawn = document.createElement("span");
  drawn.className = "original-box";
  const [left, top, right, bottom] = box;
  const sides = { left, top, width: right - left, height: bottom - top };
  for (const [side, share] of Object.entries(sides)) drawn.style[side] = `${share * 100}%`;
  figure.querySelector(".original-sheet")?.append(drawn);
  return drawn.isConnected ? drawn : null;
}

// The characters of a line that holds more than this place; the server counts characters, the browser units.
function markWords(line, [start, end]) {
  const characters = [...line.textContent];
  const words = document.createElement("mark");
  words.textContent = characters.slice(start, end).join("");
  line.replaceChildren(characters.slice(0, start).join(""), words, characters.slice(end).join(""));
  return words;
}
