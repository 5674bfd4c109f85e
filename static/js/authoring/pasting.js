// A block pasted from Excel, WPS or Word, or a group filled with zeros: shown first, then filled in, undone at once.

import { entryAt, put } from "./entries.js";
import { keepPaste, offerPastes } from "./pastes.js";
import { post, save } from "./saving.js";

const form = document.getElementById("editor");
const dialog = document.getElementById("fill-dialog");
const undoBar = document.getElementById("undo");
let undone = null;

export function start() {
  form.addEventListener("paste", onPaste);
  form.addEventListener("click", onZeros);
  document.getElementById("undo-fill").addEventListener("click", undo);
  offerPastes(work);
  dialog.addEventListener("close", () => dialog.returnValue === "fill" && fill());
}

async function onPaste(event) {
  const input = event.target.closest("table input[data-place]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const html = tables(event.clipboardData?.getData("text/html") ?? "");
  if (!input || !(html || /[\t\n]/.test(text.replace(/\n$/, "")))) return;
  event.preventDefault();
  await work(input.dataset.place, text, html);
}

// What cannot be worked out now is kept, and offered again when the line is back.
async function work(place, text, html) {
  const answer = await post(form.dataset.pasteUrl, { at: place, text, html });
  if (answer) propose(answer);
  else keepPaste(place, text, html);
  return answer;
}

// The tables of what Word or a browser put on the clipboard, without its pages of styles. A single cell is plain text.
function tables(html) {
  const pasted = new DOMParser().parseFromString(html, "text/html").querySelectorAll("table");
  const bare = [...pasted].filter((table) => table.querySelectorAll("td, th").length > 1);
  for (const element of bare.flatMap((table) => [...table.querySelectorAll("*")])) {
    for (const name of ["style", "class", "lang"]) element.removeAttribute(name);
  }
  return bare.map((table) => table.outerHTML).join("");
}

async function onZeros(event) {
  const button = event.target.closest("button[name=zeros]");
  if (!button) return;
  event.preventDefault();
  await save();
  propose(await post(form.dataset.zerosUrl, { group: button.value }));
}

// `answer`: the preview as HTML, and the value for each place.
function propose(answer) {
  if (!answer) return;
  dialog.querySelector(".fill-preview").innerHTML = answer.preview;
  dialog.dataset.values = JSON.stringify(answer.values);
  dialog.querySelector("button[value=fill]").hidden = !Object.keys(answer.values).length;
  dialog.returnValue = "";
  dialog.showModal();
}

function fill() {
  const values = JSON.parse(dialog.dataset.values);
  undone = {};
  for (const [place, value] of Object.entries(values)) {
    const entry = entryAt(place);
    undone[place] = entry.value;
    put(entry, value);
  }
  undoBar.querySelector("span").textContent = `已填入 ${Object.keys(values).length} 格。`;
  undoBar.hidden = false;
  save();
}

function undo() {
  for (const [place, value] of Object.entries(undone)) put(entryAt(place), value);
  undoBar.hidden = true;
  save();
}
