// What an answer of the server means where a page saves by itself, and how long to wait when there is none.

export const OFFLINE = "未保存：连不上服务器，内容已留在本机，恢复后自动保存";

const RETRIES = [2000, 4000, 8000, 15000, 30000];

// Whether the server does not know the person any more, or knows another.
export const isRefused = ({ redirected, status }) => redirected || status === 401 || status === 403;

// How long to wait after so many failures one after another before it is tried again.
export const patience = (failures) => RETRIES[Math.min(Math.max(failures - 1, 0), RETRIES.length - 1)];

// Write into `state` how things stand. `link`: { href, words }, where there is something to go to.
export function show(state, level, words, link) {
  const shown = words + (link?.words ?? "");
  if (state.dataset.kind === level && state.textContent === shown) return;
  state.dataset.kind = level;
  state.textContent = words;
  if (link) state.append(Object.assign(document.createElement("a"), { href: link.href, textContent: link.words }));
}

// Where a person goes whom the server does not know any more.
export const toSignIn = (form) => ({ href: form.dataset.loginUrl, words: "重新登录" });
