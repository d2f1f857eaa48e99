// Prints the compressed JavaScript that the first visit loads, per entry route, and fails over the budget.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const budget = 170_000;
const dist = fileURLToPath(new URL("../dist", import.meta.url));
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
const routes = {
  "/sign-in": ["src/features/sign-in/SignInPage.tsx"],
  "/ (signed in)": ["src/app/shell/Shell.tsx", "src/features/today/TodayPage.tsx"],
};
/** Loaded on every visit: the entry itself and one language. */
const always = ["index.html", "src/i18n/es.json", "virtual:early-texts/es"];

function reach(key, seen) {
  const entry = manifest[key] ?? Object.values(manifest).find((e) => e.src === key || e.name === key);
  if (!entry || seen.has(entry.file)) return;
  seen.add(entry.file);
  for (const next of entry.imports ?? []) reach(next, seen);
}

function sizes(file) {
  const bytes = readFileSync(join(dist, file));
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
}

let over = false;
for (const [route, keys] of Object.entries(routes)) {
  const files = new Set();
  for (const key of [...always, ...keys]) reach(key, files);
  const rows = [...files].filter((f) => f.endsWith(".js")).map((file) => [file, ...sizes(file)]);
  rows.push(["before-paint.js", ...sizes("before-paint.js")]);
  const total = [1, 2, 3].map((i) => rows.reduce((sum, row) => sum + row[i], 0));
  console.log(`\n${route}`);
  for (const [file, raw, gz, br] of rows.sort((a, b) => b[2] - a[2])) {
    console.log(`  ${file.padEnd(48)} ${String(raw).padStart(8)} gz ${String(gz).padStart(7)} br ${String(br).padStart(7)}`);
  }
  console.log(`  ${"total".padEnd(48)} ${String(total[0]).padStart(8)} gz ${String(total[1]).padStart(7)} br ${String(total[2]).padStart(7)}`);
  if (total[1] > budget) over = true;
}
if (over) {
  console.error(`\nOver the budget of ${budget} bytes (gzip).`);
  process.exit(1);
}
