// The ticks of the page that restores: a box for a whole section, and how many places the button would restore.

const form = document.getElementById("restore");
if (form) start();

function start() {
  for (const label of form.querySelectorAll(".tick-all")) label.hidden = false;
  form.addEventListener("change", (event) => {
    if (event.target.matches(".tick-section")) {
      for (const box of boxes(event.target.closest("section"))) box.checked = event.target.checked;
    }
    show();
  });
  show();
}

function boxes(within) {
  return [...within.querySelectorAll("input[name=place]")];
}

function show() {
  for (const section of form.querySelectorAll("section")) {
    const whole = section.querySelector(".tick-section");
    if (!whole) continue;
    const ticked = boxes(section).map((box) => box.checked);
    whole.checked = ticked.every(Boolean);
    whole.indeterminate = !whole.checked && ticked.some(Boolean);
  }
  const count = boxes(form).filter((box) => box.checked).length;
  const button = form.querySelector("button.primary");
  button.textContent = `恢复选中的 ${count} 处`;
  button.disabled = count === 0;
}
