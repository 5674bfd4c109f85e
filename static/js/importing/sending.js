// One file on its way to the server, and what came of it.

import { showState } from "./results.js";

const failed = (says) => ({ ok: false, says });

// Always resolves: one file that fails does not keep the next from being sent.
export function send(form, file, item) {
  const progress = item.querySelector("progress");
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("files", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
      showState(item, "正在上传");
    });
    request.upload.addEventListener("load", () => {
      progress.removeAttribute("value");
      showState(item, "正在读");
    });
    request.addEventListener("error", () => resolve(failed("没有传成，请检查网络后再试。")));
    request.addEventListener("load", () => resolve(result(request, form.action)));
    request.send(body);
  });
}

function result(request, address) {
  if (request.status === 401 || request.responseURL !== address) return failed("登录已经过期，请重新登录后再导入。");
  if (request.status === 413) return failed("文件超过服务器的限制，没有导入。");
  try {
    return JSON.parse(request.responseText).results[0];
  } catch {
    return failed("服务器没有答复，请稍后再试。");
  }
}
