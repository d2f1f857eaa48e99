// Checks the layers of src/ (features never import each other), the length of files, and strict index.html.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../src", import.meta.url));
const limit = 250;
/** What each layer may import from inside src/. */
const allowed = {
  i18n: ["i18n"],
  styles: [],
  api: ["api"],
  ui: ["ui", "api", "i18n", "styles"],
  app: ["app", "ui", "api", "i18n", "styles"],
  features: ["features", "app", "ui", "api", "i18n", "styles"],
};
const problems = [];

function walk(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

/** Names that a style declares, and where others are used: a name that nobody declares draws nothing, and says nothing. */
const declared = new Set();
const used = [];

for (const file of walk(root)) {
  if (!/\.(tsx?|css)$/.test(file)) continue;
  const name = relative(root, file);
  const text = readFileSync(file, "utf8");
  const lines = text.trimEnd().split("\n").length;
  if (lines > limit && !name.endsWith("schema.d.ts")) problems.push(`${name}: ${lines} lines, at most ${limit}`);
  for (const match of text.matchAll(/(--[a-z0-9-]+)["'\])]*\s*:/g)) declared.add(match[1]);
  for (const match of text.matchAll(/var\((--[a-z0-9-]+)/g)) used.push([name, match[1]]);
  const [layer, feature] = name.split("/");
  if (!(layer in allowed)) continue;
  for (const match of text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
    const specifier = match[1];
    let target;
    if (specifier.startsWith("@/")) target = specifier.slice(2);
    else if (specifier.startsWith(".")) target = relative(root, resolve(dirname(file), specifier));
    else continue;
    const [toLayer, toFeature] = target.split("/");
    if (toLayer.startsWith("..")) continue;
    if (toLayer === "test" && /\.test\.tsx?$/.test(name)) continue;
    if (!allowed[layer].includes(toLayer)) problems.push(`${name}: ${layer} must not import ${target}`);
    else if (layer === "features" && toLayer === "features" && toFeature !== feature) {
      problems.push(`${name}: features never import each other (${target})`);
    }
  }
  if (/eslint-disable|@ts-ignore|@ts-expect-error|@ts-nocheck/.test(text)) problems.push(`${name}: a check is silenced`);
  if (/dangerouslySetInnerHTML/.test(text) && name !== "ui/Prose.tsx") {
    problems.push(`${name}: HTML is rendered only by ui/Prose.tsx`);
  }
}

for (const [name, variable] of used) {
  if (!declared.has(variable) && !variable.startsWith("--radix-")) problems.push(`${name}: nothing declares ${variable}`);
}

const html = readFileSync(join(root, "..", "index.html"), "utf8");
if (/<script(?![^>]*\bsrc=)/.test(html) || /<style|\son\w+=|\sstyle=/.test(html)) {
  problems.push("index.html: no inline script, style or handler (content security policy)");
}

for (const problem of problems) console.error(problem);
if (problems.length) process.exit(1);
console.log("structure: in order");
