// What the editor of prose uses of ProseMirror, and nothing else: the one script of others that a page loads.
// bin/steps/bundle.mjs makes js/prosemirror.js of it; static/js/prose/ imports that by its address.

export { baseKeymap, toggleMark } from "prosemirror-commands";
export { closeHistory, history, isHistoryTransaction, redo, undo, undoDepth, redoDepth } from "prosemirror-history";
export { keymap } from "prosemirror-keymap";
export { DOMSerializer, Fragment, Schema, Slice } from "prosemirror-model";
export { EditorState, Plugin, PluginKey, Selection, TextSelection } from "prosemirror-state";
export { Decoration, DecorationSet, EditorView } from "prosemirror-view";
