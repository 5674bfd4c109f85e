// Handing files in one after another, each with its own progress; files can be dropped on the form. Without this file
// the form sends all at once. A result stays on the page while the next file is read, and the page may be left then.

import { addLine, refreshList, showResult, showState } from "./results.js";
import { send } from "./sending.js";

const form = document.getElementById("bring");
let queue = Promise.resolve();
if (form) start();

function start() {
  form.querySelector(".drop-hint").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    bring([...document.getElementById("bring-files").files]);
    form.reset();
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.dataset.over = "";
    });
  }
  form.addEventListener("dragleave", () => delete form.dataset.over);
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    bring([...event.dataTransfer.files]);
  });
}

function bring(files) {
  const { mostFiles, mostMegabytes } = form.dataset;
  if (files.length > mostFiles) {
    showResult(addLine(""), { ok: false, says: `一次最多导入 ${mostFiles} 个文件，请分几次。` });
    return;
  }
  for (const file of files) {
    const item = addLine(file.name);
    if (file.size > mostMegabytes * 1024 * 1024) {
      showResult(item, { ok: false, says: `超过 ${mostMegabytes} MB，没有导入；请另存为较小的文件再试。` });
      continue;
    }
    showState(item, "等待");
    queue = queue.then(() => send(form, file, item)).then((result) => showResult(item, result));
  }
  queue = queue.then(refreshList);
}
