// The list of files handed in: a line for each, with its progress and then its result.

export function addLine(name) {
  const item = document.getElementById("bring-result").content.firstElementChild.cloneNode(true);
  item.querySelector(".result-name").textContent = name;
  document.getElementById("bring-results").append(item);
  return item;
}

export function showState(item, text) {
  item.querySelector(".result-says").textContent = text;
}

export function showResult(item, { ok, says, url }) {
  item.dataset.ok = ok ? "yes" : "no";
  item.querySelector("progress").remove();
  showState(item, says);
  if (!url) return;
  const link = item.querySelector("a");
  link.href = url;
  link.hidden = false;
}

// The list below as it is now, with what was just imported.
export async function refreshList() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.getElementById("imports");
  if (list) document.getElementById("imports").replaceWith(list);
}
