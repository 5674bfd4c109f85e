// What is typed by hand as the text is stored, **bold** or a token, becomes bold and a chip at once; and bold that
// cannot be stored is none. So the document is at any time what its text says.

import { Plugin } from "../prosemirror.js";
import { replaceInlines } from "./replacing.js";
import { strong } from "./schema.js";
import { lineOf, toParagraph } from "./text.js";

const asStored = new WeakSet(); // the paragraphs that are known to be what their line says

// `isComposing()`: while an input method is at work, nothing of what it writes may be touched.
export const reading = (isComposing) =>
  new Plugin({
    appendTransaction(transactions, before, state) {
      if (isComposing()) return null;
      const misread = [];
      state.doc.forEach((paragraph, offset) => {
        if (asStored.has(paragraph)) return;
        const read = toParagraph(lineOf(paragraph).text);
        if (read.eq(paragraph)) asStored.add(paragraph);
        else misread.push({ paragraph, read, at: offset + 1 });
      });
      if (!misread.length) return null;
      const { tr } = state;
      for (const { paragraph, read, at } of misread.reverse()) replaceInlines(tr, paragraph, at, read);
      return tr.removeStoredMark(strong);
    },
  });
