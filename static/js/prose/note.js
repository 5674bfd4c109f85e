// The note at the words: what is wrong with them and the mend, or which cell of the tables a number may be. It shows for
// the words at the caret or under the pointer, takes no focus, and Tab leads from the text to its buttons.

import { closeHistory } from "../prosemirror.js";
import { learnChips } from "./chips.js";
import { makeRoom, marksAt } from "./marking.js";
import { followPointer } from "./pointing.js";
import { toParagraph } from "./text.js";

const GAP = 4;

// `onMend(words)`: called when a button has changed the text; `onRefuse(offer, mark)`: when a number is not the cell's.
export function attachNote(surface, { onMend, onRefuse }) {
  const { view } = surface;
  const note = document.createElement("div");
  note.className = "prose-note";
  note.setAttribute("role", "status");
  note.hidden = true;
  view.dom.after(note);
  const shown = { marks: [], closed: "", over: null, timer: 0 };
  const update = () => show(surface, note, shown, { onMend, onRefuse });
  let frame = 0;
  surface.moved = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(update);
  };
  followPointer(surface, note, shown);
  view.dom.addEventListener("focus", surface.moved);
  note.parentElement.addEventListener("focusout", surface.moved);
  note.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || note.hidden) return;
    shown.closed = note.dataset.about;
    view.focus();
    surface.moved();
  });
  note.addEventListener("mousedown", (event) => event.preventDefault());
}

function show(surface, note, shown, handlers) {
  const marks = marksToShow(surface.view, note, shown);
  const about = marks.map(({ from, spec }) => `${from} ${(spec.finding ?? spec.offer).words}`).join(" ");
  if (about !== shown.closed) shown.closed = "";
  note.hidden = !marks.length || Boolean(shown.closed);
  shown.marks = marks;
  if (note.hidden) return makeRoom(surface.view, null);
  if (note.dataset.about !== about) {
    note.dataset.about = about;
    note.replaceChildren(...marks.map((mark) => line(surface, mark, handlers)));
  }
  place(surface.view, note, marks[0], shown.isBelow);
}

// What only informs shows under the pointer; at the caret it would stand in the way of who writes.
const isForCaret = ({ spec }) => spec.offer || spec.finding.level !== "notice" || spec.finding.suggests;

function marksToShow(view, note, shown) {
  if (view.composing) return shown.marks;
  const mine = atCaret(view, note, shown);
  const pointed = shown.over === null ? [] : marksAt(view.state, shown.over);
  shown.isBelow = !pointed.length || mine.some(({ spec }) => pointed.some((each) => each.spec === spec));
  return shown.isBelow ? mine : pointed;
}

function atCaret(view, note, shown) {
  if (!view.hasFocus()) return note.contains(document.activeElement) ? shown.marks : [];
  const { head, $head } = view.state.selection;
  const here = marksAt(view.state, head).filter(isForCaret);
  if (here.some(({ spec }) => spec.offer)) return here;
  // A number just typed: the nearest in the caret's sentence. A finding at the caret does not hide it.
  const text = $head.parent.textBetween(0, $head.parentOffset, "", "*");
  const begins = $head.start() + Math.max(...["。", "；", "！"].map((stop) => text.slice(0, -1).lastIndexOf(stop))) + 1;
  const offers = marksAt(view.state, begins, head).filter(({ spec, to }) => spec.offer && to <= head);
  return [...here, ...offers.slice(-1)];
}

// For the pointer below the words; for the caret below their paragraph, which makes room, so that no text is covered.
function place(view, note, { from, to }, isBelow) {
  if (view.composing) return;
  const frame = view.dom.getBoundingClientRect();
  const at = view.state.doc.resolve(from).before(1);
  const ends = isBelow ? view.nodeDOM(at).getBoundingClientRect() : view.coordsAtPos(to, -1);
  const left = Math.min(view.coordsAtPos(from).left - frame.left, frame.width - note.offsetWidth - GAP);
  note.style.insetBlockStart = `${ends.bottom - frame.top + GAP}px`;
  note.style.insetInlineStart = `${Math.max(GAP, left)}px`;
  // Under the pointer nothing may move.
  if (isBelow) makeRoom(view, { at, height: note.offsetHeight + 2 * GAP });
}

const element = (name, words, className = "") =>
  Object.assign(document.createElement(name), { className, textContent: words });

function button(words, onClick) {
  const made = element("button", words, "button small");
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

function line({ view }, mark, { onMend, onRefuse }) {
  const { finding, offer } = mark.spec;
  const written = element("p", "");
  const put = (text, words) => () => {
    replaceMark(view, mark, text);
    onMend(words);
  };
  if (finding) {
    written.dataset.level = finding.level;
    written.append(element("span", finding.label, "level"), ` ${finding.says} `);
    if (finding.suggests) written.append(button(`改为“${finding.suggests}”`, put(finding.suggests, "改正")));
    return written;
  }
  for (const { label, token } of offer.choices) {
    learnChips({ [token]: { text: offer.words, label } });
    written.append(
      `“${offer.words}”可能是 `,
      element("strong", label),
      " ",
      button("用表中数字", put(token, "改正")),
      " ",
    );
  }
  written.append(button("不是", () => (onRefuse(offer, mark), view.focus())));
  return written;
}

// The words as they stand now: the mark has moved with them.
function replaceMark(view, mark, text) {
  const now = marksAt(view.state, 0, view.state.doc.content.size).find(({ spec }) => spec === mark.spec);
  if (now) {
    const { content } = toParagraph(text.replaceAll("\n", ""));
    view.dispatch(closeHistory(view.state.tr).replaceWith(now.from, now.to, content));
  }
  view.focus();
}
