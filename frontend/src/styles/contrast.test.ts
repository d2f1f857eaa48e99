import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");

/** The two values of a token: [light, dark]. */
function token(name: string): [string, string] {
  const pair = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  const one = new RegExp(`--${name}: (#\\w{6})`).exec(css);
  const [light, dark] = [pair?.[1] ?? one?.[1], pair?.[2] ?? one?.[1]];
  if (!light || !dark) throw new Error(`No colour token --${name}`);
  return [light, dark];
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["canvas", "surface", "raised", "subtle", "sunken", "hover"];
const text: [string, string[]][] = [
  ["ink", [...grounds, "pressed", "accent-soft", "danger-soft", "good-soft", "warn-soft"]],
  ["ink-2", [...grounds, "accent-soft", "danger-soft", "good-soft", "warn-soft"]],
  ["ink-3", grounds],
  ["accent", [...grounds, "accent-soft"]],
  ["accent-hover", grounds],
  ["danger", [...grounds, "danger-soft"]],
  ["good", ["surface", "canvas", "good-soft"]],
  ["warn", ["surface", "canvas", "warn-soft"]],
  ["on-accent", ["accent", "accent-hover"]],
  ["on-danger", ["danger", "danger-hover"]],
  ["tlp-red", ["tlp-ground"]],
  ["tlp-amber", ["tlp-ground"]],
  ["tlp-green", ["tlp-ground"]],
  ["tlp-clear", ["tlp-ground"]],
];

describe.each(["light", "dark"])("contrast in the %s theme", (theme) => {
  const at = theme === "light" ? 0 : 1;
  for (const [name, on] of text) {
    it.each(on)(`--${name} on --%s reaches 4.5:1`, (ground) => {
      expect(contrast(token(name)[at], token(ground)[at])).toBeGreaterThanOrEqual(4.5);
    });
  }
  it.each(grounds)("the edge of controls reaches 3:1 on --%s", (ground) => {
    expect(contrast(token("edge")[at], token(ground)[at])).toBeGreaterThanOrEqual(3);
  });
});
