// Copying out and pasting in. Out go words with their numbers printed, and bold; what is pasted is cleaned, and is one
// step of undo.

import { closeHistory, Fragment, Slice } from "../prosemirror.js";
import { printOf } from "./chips.js";
import { linesOfHtml } from "./cleaning.js";
import { schema, strong } from "./schema.js";
import { toDocument, toText } from "./text.js";

const OWN = "data-nianbao-prose"; // the stored text, on what was copied here: chips stay chips

const printed = (node) => (node.isText ? node.text : printOf(node.attrs.token));

const ownText = (html) =>
  new DOMParser().parseFromString(html, "text/html").querySelector(`[${OWN}]`)?.getAttribute(OWN);

// The properties of a view that does so. `tidy(text)`: plain text without what Word hides in it.
export const clipboard = (surface, tidy) => ({
  handleDOMEvents: {
    copy: (view, event) => copy(view, event),
    cut: (view, event) => copy(view, event) && (view.dispatch(closeHistory(view.state.tr).deleteSelection()), true),
    beforeinput: putLines,
    paste: (view, event) => {
      if (view.composing) return false;
      event.preventDefault();
      event.stopPropagation(); // tables look for their own in what is pasted on the page
      return paste(surface, event.clipboardData, tidy);
    },
  },
  handleDrop(view, event, slice, moved) {
    if (moved || view.dragging) return false;
    const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
    return at ? paste(surface, event.dataTransfer, tidy, at.pos) : true;
  },
});

// Several lines at once, as dictation and keyboards of telephones put them in, are a paragraph each; and what takes the
// place of several paragraphs is not left to the browser, which would bring its own markup.
function putLines(view, event) {
  const { $from, $to } = view.state.selection;
  const isOurs = event.data?.includes("\n") || (event.data && !$from.sameParent($to));
  if (!event.cancelable || !isOurs) return false;
  event.preventDefault();
  const slice = new Slice(toDocument(event.data.replace(/\r\n?/g, "\n")).content, 1, 1);
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView());
  return true;
}

function copy(view, event) {
  const { doc, selection } = view.state;
  if (selection.empty) return false;
  const { content } = doc.slice(selection.from, selection.to);
  const copied = schema.node(
    "doc",
    null,
    content.firstChild.isInline ? schema.node("paragraph", null, content) : content,
  );
  event.preventDefault();
  event.clipboardData.setData(
    "text/plain",
    paragraphs(copied)
      .map((pieces) => pieces.map(printed).join(""))
      .join("\n"),
  );
  event.clipboardData.setData("text/html", markup(copied));
  return true;
}

function paragraphs(doc) {
  const all = [];
  doc.forEach((paragraph) => all.push(Array.from({ length: paragraph.childCount }, (_, at) => paragraph.child(at))));
  return all;
}

function markup(doc) {
  const whole = document.createElement("div");
  whole.setAttribute(OWN, toText(doc));
  for (const pieces of paragraphs(doc)) {
    const line = document.createElement("p");
    for (const piece of pieces) {
      const words = document.createElement(strong.isInSet(piece.marks) ? "strong" : "span");
      words.textContent = printed(piece);
      line.append(words);
    }
    whole.append(line);
  }
  return whole.outerHTML;
}

// Into the place of the selection, or at `pos`. True: it was done.
function paste({ view, save }, data, tidy, pos = null) {
  const content = data && pasted(data, tidy);
  if (!content?.size) return true;
  const slice = new Slice(content, 1, 1);
  const tr = closeHistory(view.state.tr);
  if (pos === null) tr.replaceSelection(slice);
  else tr.replaceRange(pos, pos, slice);
  view.dispatch(tr.scrollIntoView());
  view.dispatch(closeHistory(view.state.tr));
  save("粘贴");
  return true;
}

// What the clipboard holds as paragraphs.
function pasted(data, tidy) {
  const html = data.getData("text/html");
  const own = html.includes(OWN) && ownText(html);
  if (own) return toDocument(own).content;
  const lines = html ? linesOfHtml(html) : [];
  if (!lines.length) return toDocument(tidy(data.getData("text/plain"))).content;
  const words = ({ text, bold }) => schema.text(text, bold ? [strong] : []);
  return Fragment.from(lines.map((line) => schema.node("paragraph", null, line.map(words))));
}
