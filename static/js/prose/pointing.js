// Which marked words the pointer is at: they stay the ones for a moment when it leaves them, so that it can reach their
// note.

const LINGER = 400; // milliseconds

// `shown.over` becomes the position of the words, or null; `surface.moved` is told.
export function followPointer(surface, note, shown) {
  const { view } = surface;
  const later = () => {
    clearTimeout(shown.timer);
    shown.timer = setTimeout(() => {
      shown.over = null;
      surface.moved();
    }, LINGER);
  };
  view.dom.addEventListener("mouseover", (event) => {
    const words = event.target.closest(".prose-finding, .prose-offer");
    if (!words) return;
    clearTimeout(shown.timer);
    shown.over = view.posAtDOM(words, 0) + 1;
    surface.moved();
  });
  view.dom.addEventListener("mouseout", later);
  note.addEventListener("mouseenter", () => clearTimeout(shown.timer));
  note.addEventListener("mouseleave", later);
}
