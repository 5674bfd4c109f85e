// Names on every page what was typed in this browser and has not reached the server, and keeps a report from being sent
// for review without it.

import { standingStill } from "./still.js";
import { all, remove } from "./unsent_store.js";

const notice = document.getElementById("unsent");
const editor = document.getElementById("editor");
let drawn = "";

// What the editor on this page holds itself is not named here: it says 未保存.
const isOnThisPage = ({ mine, url }) => mine && editor && url === location.pathname;

const element = (name, text, attributes = {}) =>
  Object.assign(document.createElement(name), { textContent: text }, attributes);

function draw() {
  const kept = all().filter((each) => !isOnThisPage(each));
  const now = JSON.stringify(kept);
  if (now === drawn) return;
  drawn = now;
  const pages = new Map();
  for (const each of kept) {
    const page = `${each.mine ? "" : each.by} ${each.url}`;
    pages.set(page, [...(pages.get(page) ?? []), each]);
  }
  const redraw = () => notice.replaceChildren(...[...pages.values()].map(line));
  if (document.activeElement === document.body) redraw();
  else standingStill(notice.nextElementSibling ?? notice, redraw);
}

function line(works) {
  const [{ mine, by, title, url }] = works;
  const row = element("div", "", { className: "unsent-line" });
  if (!mine) {
    row.append(`${by}在这台电脑上填的“${title}”有 ${works.length} 处还没有送到服务器，请${by}登录后打开那一页。`);
    return row;
  }
  row.append(element("a", `“${title}”`, { href: url }), ` 有 ${works.length} 处还没有送到服务器，打开这一页就会送出。`);
  row.append(contents(works));
  return row;
}

// The words themselves, to be looked at or copied, and the way to give them up.
function contents(works) {
  const details = element("details", "");
  const drop = element("button", "不再保留", { type: "button", className: "button small" });
  drop.addEventListener("click", () => {
    for (const { report, place } of works) remove(report, place);
    draw();
  });
  const words = works.map(({ after, text }) => element("p", after ?? text, { className: "unsent-words" }));
  details.append(element("summary", "看内容"), ...words, drop);
  return details;
}

function stop(event, words) {
  event.preventDefault();
  const reason = element("p", words, { className: "unsent-stop" });
  reason.setAttribute("role", "alert");
  notice.querySelector(".unsent-stop")?.remove();
  notice.prepend(reason);
  notice.scrollIntoView({ block: "nearest" });
}

let warned = false;

function stopReview(event, pathname) {
  const [, report] = pathname.match(/^\/desk\/([^/]+\/\d+)\/transition\/$/) ?? [];
  if (!report || event.submitter?.value !== "submit" || !all().some((each) => each.report === report)) return;
  stop(event, "这份报告还有内容没有送到服务器，现在不能送审。请先打开下面列出的页，等它显示“已保存”。");
}

function stopSignOut(event, pathname) {
  if (!pathname.endsWith("/account/logout/") || warned || !all().some(({ mine }) => mine)) return;
  warned = true;
  stop(
    event,
    "您还有内容没有送到服务器。退出以后它留在这台电脑上，您下次登录再打开那一页才会送出。仍要退出，请再按一次“退出”。",
  );
}

document.addEventListener("submit", (event) => {
  const address = event.target.getAttribute("action") ?? ""; // a button named "action" hides the form's own property
  const { pathname } = new URL(address, location.href);
  stopReview(event, pathname);
  stopSignOut(event, pathname);
});

// What a closing page sent on its way may have arrived: then it is kept no longer.
async function forgetWhatArrived() {
  const mine = all().filter((each) => each.mine && !isOnThisPage(each));
  for (const url of new Set(mine.map((each) => each.url))) {
    const values = await valuesAt(url);
    for (const { report, place, after } of mine.filter((each) => each.url === url)) {
      if (values[place] === after) remove(report, place);
    }
  }
  draw();
}

async function valuesAt(url) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
  const body = JSON.stringify({ version: -1, away: true });
  try {
    const response = await fetch(`${url}presence/`, { method: "POST", headers, body });
    return (await response.json()).news.values;
  } catch {
    return {}; // no line, or the report is no longer written: it stays named
  }
}

let waiting = 0;
addEventListener("storage", () => {
  clearTimeout(waiting);
  waiting = setTimeout(draw, 1500);
});
forgetWhatArrived();
