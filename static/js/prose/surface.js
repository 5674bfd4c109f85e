// The surface over a text box: an editor in which the text is written, while the box, out of sight, always holds it.

import { baseKeymap, closeHistory, EditorState, EditorView, history, keymap, TextSelection } from "../prosemirror.js";
import { chipView, clearForInputMethod } from "./chips.js";
import { clipboard } from "./clipboard.js";
import { safelyMerged } from "./differing.js";
import { formatKeys } from "./formatting.js";
import { marking, noteRoom } from "./marking.js";
import { others, writtenByOthers } from "./others.js";
import { quote } from "./quoting.js";
import { reading } from "./reading.js";
import { hold } from "./replacing.js";
import { toDocument, toPosition, toText } from "./text.js";
import { noteStep, undoKeys } from "./undoing.js";

const SETTLED = 60; // milliseconds after which the editor has read what an input method wrote
const MARGIN = { top: 130, right: 5, bottom: 60, left: 5 }; // what stands above and below the text on the screen

const plugins = (isComposing, choose) => [
  reading(isComposing),
  keymap({ ...undoKeys, ...formatKeys, "Ctrl-Alt-3": choose, "Shift-Enter": baseKeymap.Enter }),
  keymap(baseKeymap),
  history(),
  marking(),
  noteRoom(),
  others(),
];

// `entry`: the box; `label`: the element with its name; `save(note)`: store what stands there as a point of the history;
// `tidy(text)`: plain text without what Word hides in it. `whenQuiet(work)` of the surface waits for an input method.
export function mount(entry, label, { save, tidy }) {
  const surface = { entry, save };
  const waiting = [];
  surface.whenQuiet = (work) => (surface.view.composing ? waiting.push(work) : work());
  surface.settle = () => {
    if (surface.view.composing) return;
    surface.view.dispatch(surface.view.state.tr);
    write(surface, surface.view);
    for (const work of waiting.splice(0)) work();
  };
  surface.view = editorOf(surface, label, tidy);
  surface.put = (value) => surface.whenQuiet(() => put(surface, value));
  surface.receive = (sent, value) => surface.whenQuiet(() => receive(surface, sent, value));
  surface.select = (start, end) => surface.whenQuiet(() => select(surface, start, end));
  surface.insert = (text) => insert(surface, text);
  surface.quote = (text) => quote(surface.view, text, surface.wasEntered);
  hide(entry, surface);
  return surface;
}

function editorOf(surface, label, tidy) {
  const { entry } = surface;
  const host = document.createElement("div");
  host.className = "prose-surface";
  entry.before(host);
  const height = entry.offsetHeight; // so that nothing below moves when the box is gone
  const handlers = clipboard(surface, tidy);
  const isComposing = () => surface.view?.composing ?? false;
  const choose = () => (surface.choose(), true);
  const view = new EditorView(host, {
    state: EditorState.create({ doc: toDocument(entry.value), plugins: plugins(isComposing, choose) }),
    attributes: {
      class: "prose-text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": label.id,
      "aria-describedby": `${entry.id}-says`,
      spellcheck: "false",
    },
    nodeViews: { chip: chipView },
    scrollMargin: MARGIN,
    scrollThreshold: MARGIN,
    dispatchTransaction: (tr) => apply(surface, view, tr),
    handleDrop: handlers.handleDrop,
    handleDOMEvents: {
      ...handlers.handleDOMEvents,
      compositionstart: clearForInputMethod,
      compositionend: () => void setTimeout(surface.settle, SETTLED),
      focus: () => void (surface.wasEntered = true),
    },
  });
  view.dom.style.minHeight = `min(${height}px, 60vh)`;
  return view;
}

function apply(surface, view, tr) {
  const before = view.state;
  view.updateState(before.apply(tr));
  noteStep(view, tr, before);
  if (view.state.doc !== before.doc && !view.composing) write(surface, view);
  surface.moved?.();
}

// What an input method has not finished is not the person's text yet: it is written when it is.
function write({ entry }, view) {
  const text = toText(view.state.doc);
  if (entry.value === text) return;
  entry.value = text;
  entry.dispatchEvent(new Event("input", { bubbles: true }));
}

function put({ view }, value) {
  view.dispatch(hold(closeHistory(view.state.tr), value));
}

// What was typed since `sent` stays, beside what the server holds now. False: the next save lets the server join them.
function receive({ entry, view }, sent, value) {
  const text = safelyMerged(sent, toText(view.state.doc), value);
  if (text === null) return false;
  // Only what the server does not hold is a change to be told of.
  if (text === value) entry.value = text;
  view.dispatch(writtenByOthers(hold(view.state.tr, text)));
}

function select({ view }, start, end) {
  const { doc, tr } = view.state;
  const [from, to] = [toPosition(doc, start), toPosition(doc, end, true)];
  view.focus(); // else it is not scrolled
  view.dispatch(tr.setSelection(TextSelection.create(doc, from, Math.max(from, to))).scrollIntoView());
}

// Words in the place of the selection, a step of its own.
function insert({ view }, text) {
  const { from, to } = view.state.selection;
  view.dispatch(
    closeHistory(view.state.tr).replaceWith(from, to, toDocument(text).firstChild.content).scrollIntoView(),
  );
  view.focus();
}

// The box stays where scripts and forms look for it. Whoever writes into it or focuses it reaches the surface.
function hide(entry, surface) {
  const { view } = surface;
  const [wasFocused, start, end] = [document.activeElement === entry, entry.selectionStart, entry.selectionEnd];
  entry.classList.add("prose-stored");
  entry.tabIndex = -1;
  entry.setAttribute("aria-hidden", "true");
  entry.addEventListener("focus", () => view.focus());
  entry.addEventListener("input", () => {
    if (entry.value !== toText(view.state.doc) && !view.composing) surface.put(entry.value);
  });
  if (wasFocused) select(surface, start, end);
}
