// Redraws a part of the page with what the server answered and keeps what the person has there: who types goes on
// typing, what was open stays open, what was typed into a form is still there, the focus and the scroll stay.

const waiting = new WeakMap(); // parts whose newest drawing waits until nobody types in them

const isTyping = (part) => {
  const active = document.activeElement;
  return part.contains(active) && active.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox])");
};

export function redraw(part, html) {
  if (!isTyping(part)) return draw(part, html);
  if (!waiting.has(part)) part.addEventListener("focusout", (event) => later(part, event));
  waiting.set(part, html);
}

// Whoever goes from the box to the button beside it is still at it.
function later(part, event) {
  if (!waiting.get(part) || (event.relatedTarget && part.contains(event.relatedTarget))) return;
  const html = waiting.get(part);
  waiting.set(part, "");
  draw(part, html);
}

// Redrawn at once, because the person in it asked for it.
export function redrawNow(part, html) {
  if (waiting.has(part)) waiting.set(part, "");
  draw(part, html);
}

// Who changes a part further listens to `redrawn`.
function draw(part, html) {
  const kept = keep(part);
  part.innerHTML = html;
  part.dispatchEvent(new CustomEvent("redrawn", { bubbles: true }));
  bringBack(part, kept);
}

const keyed = (part, key) => part.querySelector(`[data-key="${CSS.escape(key)}"]`);
const keyOf = (element) => element.closest("[data-key]")?.dataset.key;
const KINDS = ["summary", "a[href]", "button", "textarea", "input"];

function keep(part) {
  const active = part.contains(document.activeElement) ? document.activeElement : null;
  const fields = [...part.querySelectorAll("[data-key] textarea")].filter((area) => area.value !== area.defaultValue);
  return {
    open: [...part.querySelectorAll("details[data-key][open]")].map((details) => details.dataset.key),
    typed: fields.map((area) => [keyOf(area), area.value]),
    focus: active && [keyOf(active), KINDS.find((kind) => active.matches(kind))],
    scrolled: [part, part.closest(".editor-side")].map((element) => [element, element?.scrollTop]),
  };
}

function bringBack(part, { open, typed, focus, scrolled }) {
  for (const key of open) keyed(part, key)?.setAttribute("open", "");
  for (const [key, value] of typed) write(keyed(part, key)?.querySelector("textarea"), value);
  if (focus) focusAgain(part, ...focus);
  for (const [element, top] of scrolled) if (element) element.scrollTop = top;
}

function write(area, value) {
  if (area) area.value = value;
}

function focusAgain(part, key, kind) {
  if (key && kind) keyed(part, key)?.querySelector(kind)?.focus({ preventScroll: true });
}
