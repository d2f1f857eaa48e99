// Finds text that people would see but that no translation covers, and translations that nothing uses.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../src", import.meta.url));
/** Attributes whose text people see or hear. */
const spoken = new Set([
  "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "aria-placeholder", "title", "alt",
  "placeholder", "label", "hint", "error", "text", "caption", "intro", "confirm", "message", "detail", "summary",
]);
/** The gallery shows components to developers only and is left out of the build. */
const excluded = /features\/gallery\/|\.test\.tsx?$/;
const problems = [];

function walk(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

const files = walk(root);

function isWords(text) {
  return /\p{L}{2,}/u.test(text.replace(/TLP:[A-Z+]+/g, ""));
}

function literals(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node];
  if (ts.isTemplateExpression(node)) return [node.head, ...node.templateSpans.map((span) => span.literal)];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return literals(node.expression);
  if (ts.isBinaryExpression(node)) {
    const both = [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.PlusToken];
    if (both.includes(node.operatorToken.kind)) return [...literals(node.left), ...literals(node.right)];
    if (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return literals(node.right);
  }
  return [];
}

function report(source, node, text) {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  problems.push(`${relative(root, source.fileName)}:${line + 1}: text without translation: ${JSON.stringify(text.trim())}`);
}

function checkSource(file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const visit = (node) => {
    if (ts.isJsxText(node) && isWords(node.text)) report(source, node, node.text);
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) {
      for (const literal of literals(node.expression)) if (isWords(literal.text)) report(source, literal, literal.text);
    }
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText(source)) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      // `label="TLP:RED"` is a label of the protocol, and `nav.…` a key.
      for (const literal of value ? literals(value) : []) {
        if (isWords(literal.text) && !/^nav\./.test(literal.text)) report(source, literal, literal.text);
      }
    }
    if (ts.isCallExpression(node) && /^toast\.(done|say)$/.test(node.expression.getText(source))) {
      for (const literal of node.arguments[0] ? literals(node.arguments[0]) : []) report(source, literal, literal.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

const sources = files.filter((file) => /\.tsx$/.test(file) && !excluded.test(file));
sources.forEach(checkSource);

const folders = new Set(files.filter((file) => basename(dirname(file)) === "i18n" && file.endsWith(".json")).map(dirname));

/** Keys that no source mentions are dead weight for four translators. */
const all = files.filter((file) => /\.tsx?$/.test(file)).map((file) => [file, readFileSync(file, "utf8")]);
for (const folder of folders) {
  const feature = dirname(folder);
  const shared = feature === root;
  const reach = all.filter(([file]) => shared || file.startsWith(`${feature}/`)).map(([, text]) => text).join("\n");
  for (const key of Object.keys(JSON.parse(readFileSync(join(folder, "en.json"), "utf8")))) {
    const stem = key.slice(0, key.lastIndexOf(".") + 1);
    const computed = stem !== "" && reach.includes(`\`${stem}\${`);
    if (!computed && !reach.includes(`"${key}"`)) problems.push(`${relative(root, folder)}/en.json: ${key} is used nowhere`);
  }
}

for (const problem of problems) console.error(problem);
if (problems.length) process.exit(1);
console.log(`texts: ${sources.length} files and ${folders.size} catalogues in order`);
