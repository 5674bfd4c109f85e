// How the keyboard is in a cell: at it, so that typing replaces what it holds and arrows leave it; typing in it; or with
// a caret that moves inside the text.

export const READY = "at a cell";
export const TYPING = "typing";
export const CARET = "caret";

let now = READY;

export const mode = () => now;

export function setMode(next) {
  now = next;
}
