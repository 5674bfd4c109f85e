// Where a small box stands beside what it speaks of: below, above, or at one side, wholly within the window and under
// the bar at its top, whose buttons stay free. Where there is no such room: in the corner that covers least of it.

const GAP = 12;

const within = (value, size, from, to) => Math.max(from + GAP, Math.min(value, to - size - GAP));

const barOf = () => Math.max(0, document.querySelector(".masthead")?.getBoundingClientRect().bottom ?? 0);

const shared = (start, size, from, to) => Math.max(0, Math.min(start + size, to) - Math.max(start, from));

export function place(box, target) {
  const at = target.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: high } = box;
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const bar = barOf();
  const across = within(at.left, wide, 0, width);
  const down = within(at.top, high, bar, height);
  const spots = [
    [across, Math.max(at.bottom, bar) + GAP],
    [across, at.top - high - GAP],
    [at.right + GAP, down],
    [at.left - wide - GAP, down],
  ];
  const fits = ([left, top]) => left >= 0 && top >= bar && left + wide <= width && top + high <= height;
  const [left, top] = spots.find(fits) ?? corner();
  box.style.left = `${within(left, wide, 0, width)}px`;
  box.style.top = `${within(top, high, bar, height)}px`;

  function corner() {
    const covered = ([x, y]) => shared(x, wide, at.left, at.right) * shared(y, high, at.top, at.bottom);
    const sides = [width - wide - GAP, GAP];
    const corners = [height - high - GAP, bar + GAP].flatMap((y) => sides.map((x) => [x, y]));
    return corners.sort((one, other) => covered(one) - covered(other))[0];
  }
}
