// Says 已保存 when nothing of this page waits for anybody, and otherwise for what.

import { openQuestions } from "./conflicts.js";
import { keptPastes, unsentElsewhere } from "./keeping.js";
import { say } from "./posting.js";

const form = document.getElementById("editor");

export function sayWhatWaits() {
  const questions = openQuestions();
  const pending = Number(form.dataset.pending);
  const elsewhere = unsentElsewhere();
  if (questions) say("conflict", "都已保存，", { href: "#conflicts", words: `有 ${questions} 处写法不同，请选择` });
  else if (pending) say("pending", `已留下，有 ${pending} 格填的不能采用，请改正`);
  else if (keptPastes().length) say("pending", "已保存，有一段粘贴的内容还没有填入");
  else if (elsewhere) say("elsewhere", `本页已保存，别处还有 ${elsewhere} 处没有送到服务器`);
  else say("saved", "已保存");
}
