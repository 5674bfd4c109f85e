// Papers that take seconds to set: the page says so and stays usable, and the paper opens when it is ready. Whoever has
// enough of waiting says so. Without this file the link is an ordinary one.

const show = (status, ...parts) => status.replaceChildren(...parts);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-slow]");
  if (!link || event.ctrlKey || event.shiftKey || event.metaKey) return;
  event.preventDefault();
  if (!link.hasAttribute("aria-busy")) ask(link);
});

async function ask(link) {
  const status = statusOf(link);
  const wait = new AbortController();
  link.setAttribute("aria-busy", "true");
  show(
    status,
    "正在排版，一般要几秒，可以先做别的… ",
    button("不等了", () => wait.abort()),
  );
  try {
    const response = await fetch(link.href, { signal: wait.signal });
    if (!response.headers.get("Content-Type")?.startsWith("application/pdf")) return location.assign(link.href);
    open(status, link, await response.blob());
  } catch (error) {
    if (error.name === "AbortError") show(status, "");
    else
      show(
        status,
        "没有排成：连不上服务器。 ",
        button("再试一次", () => ask(link)),
      );
  } finally {
    link.removeAttribute("aria-busy");
  }
}

// A browser may refuse a window that opens so long after the click; the link is there in any case.
function open(status, link, paper) {
  const address = URL.createObjectURL(paper);
  const ready = document.createElement("a");
  Object.assign(ready, { href: address, target: "_blank", textContent: "打开" });
  const saved = document.createElement("a");
  Object.assign(saved, { href: address, download: `${link.textContent.trim()}.pdf`, textContent: "下载" });
  show(status, "已排好：", ready, " ", saved);
  window.open(address, "_blank");
}

function statusOf(link) {
  if (link.nextElementSibling?.matches(".waiting")) return link.nextElementSibling;
  const status = document.createElement("span");
  status.className = "waiting aside";
  status.setAttribute("role", "status");
  link.after(status);
  return status;
}

function button(words, press) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "link", textContent: words });
  made.addEventListener("click", press);
  return made;
}
