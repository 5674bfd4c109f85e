// Bundle prosemirror.mjs into the folder that is named, with the licences of what is in it beside it.
//     node bin/steps/bundle.mjs var/frontend/js

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
const { metafile } = await build({
  entryPoints: [join(here, "prosemirror.mjs")],
  outfile: join(folder, "prosemirror.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  metafile: true,
  banner: { js: "/* ProseMirror, © Marijn Haverbeke and others, MIT licence: see prosemirror.licences.txt */" },
});

const packages = new Set(Object.keys(metafile.inputs).flatMap((input) => input.match(/node_modules\/[^/]+/) ?? []));
const licences = [...packages].sort().map((path) => {
  const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  const file = readdirSync(path).find((each) => /^licen[cs]e/i.test(each));
  const words = file ? readFileSync(join(path, file), "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version}\n\n${words}\n`;
});
writeFileSync(join(folder, "prosemirror.licences.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));
