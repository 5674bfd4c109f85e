// Finding an agency by its name in a stored copy of the site, where no server answers. The names come from one file,
// read at the first key; without it, or without this script, the list below the field stays the way to find an agency.
const form = document.querySelector("form[data-names]");
const [field, status, list] = ["input", "[data-says]", "[data-found]"].map((part) => form.querySelector(part));
const source = new URL(form.dataset.names, document.baseURI);
const MOST = 50;
let names;

const folded = (text) => text.normalize("NFKC").toLowerCase();

function link(text, path) {
  const made = document.createElement("a");
  made.href = new URL(path, source);
  made.textContent = text;
  return made;
}

function entry([code, name, above, years]) {
  const item = document.createElement("li");
  item.append(link(name, `agencies/${code}/`));
  if (above) {
    const aside = document.createElement("span");
    aside.className = "aside";
    aside.textContent = `上级：${above}`;
    item.append(" ", aside);
  }
  const row = document.createElement("ul");
  row.className = "years";
  for (const year of years) {
    const cell = document.createElement("li");
    cell.append(link(`${year}年`, `agencies/${code}/${year}/`));
    row.append(cell);
  }
  item.append(row);
  return item;
}

async function show() {
  try {
    names ??= fetch(source).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
    const all = await names;
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    const matches = words.length ? all.filter(([, name]) => words.every((word) => folded(name).includes(word))) : [];
    list.replaceChildren(...matches.slice(0, MOST).map(entry));
    status.textContent = words.length
      ? `找到${matches.length}个机关${matches.length > MOST ? `，列出前${MOST}个` : ""}。`
      : "";
  } catch {
    names = undefined;
    status.textContent = "现在不能查找，请在下面的名录里找。";
  }
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", show);
