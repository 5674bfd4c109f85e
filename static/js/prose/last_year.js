// Last year's text beside the box, paragraph by paragraph: each can be taken over into this year's.

const KEY = "nianbao:compare-last-year";

const remembered = () => {
  try {
    return localStorage.getItem(KEY) ?? "on";
  } catch {
    return "on"; // a forbidden store
  }
};

const remember = (value) => {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // It is shown again the next time.
  }
};

// `field`: the element around a box and last year's text; `onQuote`: called when a paragraph was taken over.
export function attachLastYear(surface, field, bar, onQuote) {
  const beside = field.querySelector(".earlier");
  if (!beside) return;
  bar.append(toggle(field, beside));
  for (const button of beside.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      surface.quote(button.closest("li").querySelector("p").textContent);
      onQuote();
    });
  }
}

function toggle(field, beside) {
  const label = document.createElement("label");
  label.className = "prose-compare";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = remembered() === "on";
  const show = () => {
    beside.hidden = !box.checked;
    field.dataset.compare = box.checked ? "on" : "off";
  };
  box.addEventListener("change", () => {
    remember(box.checked ? "on" : "off");
    show();
    for (const other of document.querySelectorAll(".prose-compare input"))
      if (other.checked !== box.checked) other.click();
  });
  // Beside the text it lies open; below it, on a small screen, it is folded.
  const wide = matchMedia("(width >= 48rem)");
  const fold = () => (beside.open = wide.matches);
  wide.addEventListener("change", fold);
  fold();
  show();
  label.append(box, " 对照上年");
  return label;
}
