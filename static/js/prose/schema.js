// The document of a text: a paragraph a line; in it words, bold or not, and chips, each a number of the tables.

import { Schema } from "../prosemirror.js";

export const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: { content: "inline*", whitespace: "pre", toDOM: () => ["p", 0], parseDOM: [{ tag: "p" }] },
    text: { group: "inline" },
    // `token` is what is stored: {{label|…}}. What it prints is drawn by chips.js.
    chip: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { token: {} },
      toDOM: (node) => ["span", { "data-token": node.attrs.token }],
      parseDOM: [{ tag: "span[data-token]", getAttrs: (span) => ({ token: span.dataset.token }) }],
    },
  },
  marks: {
    strong: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b" }] },
  },
});

export const strong = schema.marks.strong.create();
