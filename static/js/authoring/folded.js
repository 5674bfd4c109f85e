// Before the page is drawn: what was folded the last time is folded now, so that nothing moves under the eye.
for (const part of ["left", "side"]) {
  try {
    if (localStorage.getItem(`nianbao:shown:${part}`) === "folded") document.documentElement.dataset[part] = "folded";
  } catch {
    break; // A forbidden store: everything is open.
  }
}
