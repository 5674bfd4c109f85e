// “Copy for the portal”: the portal's HTML on the clipboard as rich text, so that it can be pasted into its editor.

const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;

export function start() {
  const button = document.getElementById("copy-portal");
  if (!button || !navigator.clipboard?.write || !window.ClipboardItem) return;
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const status = document.getElementById("copied");
  try {
    const html = fetch(button.dataset.url).then((response) => {
      if (!response.ok || response.redirected) throw new Error("not signed in");
      return response.text();
    });
    const blob = (type) => html.then((text) => new Blob([type === "text/html" ? text : plain(text)], { type }));
    await navigator.clipboard.write([
      new ClipboardItem({ "text/html": blob("text/html"), "text/plain": blob("text/plain") }),
    ]);
    status.textContent = "已复制，可以到门户网站的编辑器里粘贴。";
  } catch {
    status.textContent = "没有复制成功，请改用下载的“门户网页”文件。";
  }
}
