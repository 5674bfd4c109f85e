// Pastes that could not be worked out while the line was cut: kept, and offered again when it is back. Nothing opens by
// itself, so that nobody who types is interrupted.

import { keepPaste as store, keptPastes, letGoPaste } from "./keeping.js";

const notice = document.getElementById("undo");

export function keepPaste(place, text, html) {
  store(place, text, html);
}

// `work(place, text, html)` works a paste out and shows it; its answer is null where that cannot be done.
export function offerPastes(work) {
  const line = document.createElement("p");
  line.className = "kept-pastes";
  line.hidden = true;
  notice.before(line);
  const show = () => draw(line, work);
  show();
  document.addEventListener("answered", show);
  addEventListener("online", show);
}

function draw(line, work) {
  const kept = keptPastes();
  line.hidden = !kept.length;
  line.replaceChildren(
    ...kept.flatMap((paste) => [
      "有一段粘贴的内容没有连上服务器，还没有填入。",
      button("现在填入", async () => {
        letGoPaste(paste.place);
        await work(paste.place, paste.text, paste.html);
        draw(line, work);
      }),
      button("不要了", () => {
        letGoPaste(paste.place);
        draw(line, work);
      }),
    ]),
  );
}

function button(words, press) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  made.className = "button small";
  made.addEventListener("click", press);
  return made;
}
