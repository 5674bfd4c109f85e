// A chip shows what its number prints. What that is, the server says; a chip it has not heard of yet shows dots.

const prints = new Map(); // token → {text, label, broken}
const drawn = new Set();

class ChipView {
  constructor(node) {
    this.dom = document.createElement("span");
    this.token = node.attrs.token;
    drawn.add(this);
    this.draw();
  }

  draw() {
    const { text, label, broken } = prints.get(this.token) ?? { text: "…", label: this.token.slice(2, -2) };
    this.dom.className = broken ? "chip broken" : "chip";
    this.dom.textContent = text;
    this.dom.title = broken ? `不能印出：${label}` : `表中数字：${label}`;
    this.dom.setAttribute("role", "img");
    this.dom.setAttribute("aria-label", `${this.dom.textContent}（${this.dom.title}）`);
  }

  ignoreMutation() {
    return true;
  }

  destroy() {
    drawn.delete(this);
  }
}

export const chipView = (node) => new ChipView(node);

export const printOf = (token) => prints.get(token)?.text ?? "";

// What the server says the tokens print: {token: {text, label, broken}}.
export function learnChips(chips) {
  for (const [token, known] of Object.entries(chips)) prints.set(token, known);
  for (const view of drawn) view.draw();
}

// Words that an input method is to replace go first: the browser would leave a chip among them.
export function clearForInputMethod(view) {
  const { selection, tr } = view.state;
  let hasChip = false;
  selection.content().content.descendants((node) => void (hasChip ||= node.type.name === "chip"));
  if (hasChip || !selection.$from.sameParent(selection.$to)) view.dispatch(tr.deleteSelection());
  return false;
}
