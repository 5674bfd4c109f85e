// A paragraph of last year's text taken over into this year's.

import { closeHistory, TextSelection } from "../prosemirror.js";
import { lineOf, toParagraph } from "./text.js";

const endOf = (doc, index) => (index < 0 ? 0 : endOf(doc, index - 1) + doc.child(index).nodeSize);

// Where nothing but the paragraph's own heading stands already, it takes that place; else it comes behind the caret's
// paragraph, or, where nobody has written yet, at the end. `hasCaret`: whether somebody has been in this text.
export function quote(view, text, hasCaret) {
  const { doc } = view.state;
  const index = hasCaret ? view.state.selection.$head.index(0) : doc.childCount - 1;
  const lines = Array.from({ length: doc.childCount }, (_, at) => lineOf(doc.child(at)).text.trim());
  const isRoomFor = (line) => line === "" || (line.length > 3 && text.startsWith(line));
  const heading = lines.findIndex((line) => line !== "" && isRoomFor(line));
  const place = isRoomFor(lines[index]) ? index : heading;
  const { tr } = view.state;
  const [at, size] = place < 0 ? [endOf(doc, index), 0] : [endOf(doc, place - 1), doc.child(place).nodeSize];
  tr.replaceWith(at, at + size, toParagraph(text));
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + text.length + 1), -1));
  view.dispatch(closeHistory(tr).scrollIntoView());
  view.focus();
}
