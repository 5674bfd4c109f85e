// Where a small box stands beside what it speaks of: below, above, or at one side, wholly within the window.

const GAP = 12;

const within = (value, size, room) => Math.max(GAP, Math.min(value, room - size - GAP));

export function place(box, target) {
  const at = target.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: high } = box;
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const beside = within(at.left, wide, width);
  const spots = [
    [beside, at.bottom + GAP],
    [beside, at.top - high - GAP],
    [at.right + GAP, at.top],
    [at.left - wide - GAP, at.top],
  ];
  const fits = ([left, top]) => left >= 0 && top >= 0 && left + wide <= width && top + high <= height;
  const [left, top] = spots.find(fits) ?? [at.right - wide, height];
  box.style.left = `${within(left, wide, width)}px`;
  box.style.top = `${within(top, high, height)}px`;
}
