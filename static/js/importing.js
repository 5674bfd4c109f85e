// Handing files in one after another, each with its own progress; files can be dropped on the form. Without this file
// the form sends all at once. A result stays on the page while the next file is read, and the page may be left then.

const form = document.getElementById("bring");
if (form) start();

function start() {
  const field = document.getElementById("bring-files");
  const { mostFiles, mostMegabytes } = form.dataset;
  form.querySelector(".drop-hint").hidden = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    bring([...field.files]);
    form.reset();
  });
  const over = (event) => {
    event.preventDefault();
    form.dataset.over = "";
  };
  form.addEventListener("dragenter", over);
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", () => delete form.dataset.over);
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    bring([...event.dataTransfer.files]);
  });

  let queue = Promise.resolve();

  function bring(files) {
    if (files.length > mostFiles) {
      tell(line(""), { ok: false, says: `一次最多导入 ${mostFiles} 个文件，请分几次。` });
      return;
    }
    for (const file of files) {
      const item = line(file.name);
      if (file.size > mostMegabytes * 1024 * 1024) {
        tell(item, { ok: false, says: `超过 ${mostMegabytes} MB，没有导入；请另存为较小的文件再试。` });
        continue;
      }
      item.querySelector(".result-says").textContent = "等待";
      queue = queue.then(() => send(file, item)).then((result) => tell(item, result));
    }
    queue = queue.then(relist);
  }
}

function line(name) {
  const item = document.getElementById("bring-result").content.firstElementChild.cloneNode(true);
  item.querySelector(".result-name").textContent = name;
  document.getElementById("bring-results").append(item);
  return item;
}

function tell(item, { ok, says, url }) {
  item.dataset.ok = ok ? "yes" : "no";
  item.querySelector("progress").remove();
  item.querySelector(".result-says").textContent = says;
  if (!url) return;
  const link = item.querySelector("a");
  link.href = url;
  link.hidden = false;
}

// The list below as it is now, with what was just taken in.
async function relist() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.getElementById("imports");
  if (list) document.getElementById("imports").replaceWith(list);
}

const failed = (says) => ({ ok: false, says });

// Always resolves: one file that fails does not keep the next from being sent.
function send(file, item) {
  const progress = item.querySelector("progress");
  const says = item.querySelector(".result-says");
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("files", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
      says.textContent = "正在上传";
    });
    request.upload.addEventListener("load", () => {
      progress.removeAttribute("value");
      says.textContent = "正在读";
    });
    request.addEventListener("error", () => resolve(failed("没有传成，请检查网络后再试。")));
    request.addEventListener("load", () => resolve(answered(request)));
    request.send(body);
  });
}

function answered(request) {
  if (request.status === 401 || request.responseURL !== form.action) return failed("登录已经过期，请重新登录后再导入。");
  if (request.status === 413) return failed("文件超过服务器的限制，没有导入。");
  try {
    return JSON.parse(request.responseText).results[0];
  } catch {
    return failed("服务器没有答复，请稍后再试。");
  }
}
