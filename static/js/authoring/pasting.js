// A block pasted from Excel, WPS or Word, or a group filled with zeros: shown first, then filled in, undone at once.

import { keepPaste, offerPastes } from "./pastes.js";
import { fillWith } from "./filling.js";
import { READY, mode } from "./mode.js";
import { post, save } from "./saving.js";
import { selectedInputs } from "./selecting.js";
import { inputOf, typedCells } from "./sheet.js";
import { change, undo } from "./undoing.js";

const form = document.getElementById("editor");
const dialog = document.getElementById("fill-dialog");
const undoBar = document.getElementById("undo");
let asked = null; // the paste that the dialog shows; null for zeros

const first = () => inputOf(typedCells()[0]).dataset.place;

export function start() {
  form.addEventListener("paste", onPaste);
  form.addEventListener("click", onZeros);
  form.addEventListener("input", () => (undoBar.hidden = true));
  document.getElementById("undo-fill").addEventListener("click", undo);
  document.getElementById("paste-table")?.addEventListener("click", onTable);
  offerPastes((at, text, html) => ask({ at, text, html }));
  dialog.addEventListener("close", () => dialog.returnValue === "fill" && fill());
  dialog.addEventListener("change", onOption);
  const box = document.getElementById("paste-here");
  box.addEventListener("paste", onPasteInDialog);
  document.getElementById("paste-go").addEventListener("click", () => ask({ at: first(), text: box.value, html: "" }));
}

// What is on the clipboard: { text, html }.
const read = (event) => ({
  text: event.clipboardData?.getData("text/plain") ?? "",
  html: tables(event.clipboardData?.getData("text/html") ?? ""),
});

const isBlock = ({ text, html }) => Boolean(html) || /[\t\n]/.test(text.replace(/\r?\n$/, ""));

async function onPaste(event) {
  const input = event.target.closest("table input[data-place]");
  const copied = read(event);
  if (!input) return;
  const several = selectedInputs().length > 1 && mode() === READY;
  if (!isBlock(copied) && !several) return;
  event.preventDefault();
  const corner = selectedInputs()[0] ?? input;
  if (isBlock(copied)) await ask({ at: corner.dataset.place, ...copied });
  else fillWith(copied.text.trim());
}

async function onPasteInDialog(event) {
  const copied = read(event);
  if (!isBlock(copied)) return;
  event.preventDefault();
  await ask({ at: first(), ...copied });
}

// What cannot be worked out now is kept, and offered again when the line is back.
async function ask(paste) {
  asked = paste;
  const answer = await post(form.dataset.pasteUrl, paste);
  if (answer) propose(answer);
  else keepPaste(paste.at, paste.text, paste.html);
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
  asked = null;
  propose(await post(form.dataset.zerosUrl, { group: button.value }));
}

// The dialog asks for the block: who cannot press Ctrl+V in a cell pastes it there.
function onTable() {
  document.getElementById("paste-here").value = "";
  show("ask");
}

// Which way a block fits, and what dashes mean, is chosen in the dialog; the server then places it anew.
async function onOption(event) {
  const { name, value, type, checked } = event.target;
  if (!asked || !["dashes", "way"].includes(name)) return;
  await ask({ ...asked, [name]: type === "checkbox" ? checked : value });
  dialog.querySelector(`[name=${name}]:checked, [name=${name}]`)?.focus();
}

function show(stage) {
  dialog.dataset.stage = stage;
  dialog.returnValue = "";
  if (dialog.open) return;
  dialog.showModal();
  const ready = stage === "ask" ? "#paste-here" : "button[value=fill]:not([hidden]), button[value=cancel]";
  dialog.querySelector(ready).focus();
}

// `answer`: the preview as HTML, and the value for each place.
function propose(answer) {
  if (!answer) return;
  dialog.querySelector(".fill-preview").innerHTML = answer.preview;
  dialog.dataset.values = JSON.stringify(answer.values);
  dialog.querySelector("button[value=fill]").hidden = !Object.keys(answer.values).length;
  show("preview");
}

function fill() {
  const count = change(JSON.parse(dialog.dataset.values), asked ? "粘贴" : "填0");
  undoBar.querySelector("span").textContent = `已填入 ${count} 格。`;
  undoBar.hidden = false;
}
