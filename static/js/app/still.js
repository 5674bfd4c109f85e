// Do something that changes the height of what stands above an element, without moving what the person looks at.
export function standingStill(watched, change) {
  const before = watched.getBoundingClientRect().top;
  change();
  const shift = watched.getBoundingClientRect().top - before;
  if (shift) scrollBy({ top: shift, behavior: "instant" });
}
