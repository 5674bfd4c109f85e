// What counts in the cell or part that has the focus (口径说明), in the side panel. It only shows: the words are the
// server's, the focus stays where it is, and nothing is announced to a person who types.

import { element } from "./element.js";

const panel = () => document.getElementById("guidance");
let data = null;
let shown = null;

export async function start() {
  const form = document.getElementById("editor");
  if (!panel() || !form) return;
  const [, year] = form.dataset.report.split("/");
  const response = await fetch(`/help/guidance/${year}/${form.dataset.section}.json`).catch(() => null);
  if (!response?.ok) return;
  data = await response.json();
  document.addEventListener("focusin", (event) => follow(event.target));
  follow(document.activeElement);
  if (!shown) show("page", data.title, data.page);
}

// The place of what has the focus: an entry, or an editor that stands for the only entry in its field.
function placeOf(target) {
  const own = target.closest?.("[data-place]");
  return (own ?? target.closest?.(".prose-field")?.querySelector("[data-place]"))?.dataset.place;
}

function follow(target) {
  const place = placeOf(target);
  const told = data.places[place];
  if (told) show(place, told.name, told.guides);
}

function show(place, name, keys) {
  if (shown === place) return;
  shown = place;
  const [first, ...others] = keys.map((key) => data.guides[key]);
  if (!first) return;
  panel().replaceChildren(
    element("h2", "guidance-name", name),
    ...whole(first),
    ...others.map((guide) => element("p", "", `${guide.name}：${guide.counts}`)),
    ways(),
  );
}

function whole(guide) {
  const mistakes = element("ul", "");
  mistakes.append(...guide.mistakes.map((mistake) => element("li", "", mistake)));
  return [
    element("p", "", guide.counts),
    element("p", "guidance-basis", `依据：${guide.basis.join("；")}`),
    element("p", "guidance-wrong", "常见错误："),
    mistakes,
    element("p", "guidance-example", `例：${guide.example}`),
  ];
}

function ways() {
  const link = element("a", "", "全部口径说明");
  const form = document.getElementById("editor");
  link.href = `/help/guidance/${form.dataset.report.split("/")[1]}/#${form.dataset.section}`;
  link.target = "_blank";
  link.rel = "noopener";
  const line = element("p", "guidance-ways");
  line.append(link, opener("keys", "快捷键"), opener("tour", "入门提示"));
  return line;
}

function opener(what, words) {
  const button = element("button", "link", words);
  button.type = "button";
  button.dataset.help = what;
  return button;
}
