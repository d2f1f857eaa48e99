import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileMessage, placeholders } from "../../tools/compile-message";
import { format } from "./format";
import { locales } from "./store";

const features = readdirSync("src/features", { withFileTypes: true }).filter((entry) => entry.isDirectory());
const folders = ["src/i18n", ...features.map((entry) => join("src/features", entry.name, "i18n"))].filter((folder) => {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
});

const read = (folder: string, locale: string) =>
  JSON.parse(readFileSync(join(folder, `${locale}.json`), "utf8")) as Record<string, string>;

describe.each(folders)("%s", (folder) => {
  const english = read(folder, "en");

  it.each(locales)("has every text in %s and no other", (locale) => {
    expect(Object.keys(read(folder, locale)).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(locales)("has the same placeholders in %s, and typographic apostrophes", (locale) => {
    for (const [key, text] of Object.entries(read(folder, locale))) {
      expect(text.trim(), key).not.toBe("");
      expect(placeholders(text), key).toEqual(placeholders(english[key] ?? ""));
      // In ICU messages a straight apostrophe quotes what follows it.
      expect(text, key).not.toContain("'");
    }
  });
});

describe("ICU messages", () => {
  const write = (message: string, values: Record<string, string | number | Date>, locale = "en") =>
    format(compileMessage(message), values, locale);

  it("follows the plurals and the digits of the language", () => {
    const teams = "{count, plural, =0 {no team} one {# team} other {# teams}}";
    expect(write(teams, { count: 0 })).toBe("no team");
    expect(write(teams, { count: 1 })).toBe("1 team");
    expect(write(teams, { count: 12_345 })).toBe("12,345 teams");
    expect(write("{count, plural, one {# équipe} other {# équipes}}", { count: 0 }, "fr")).toBe("0 équipe");
    expect(write("{n}", { n: 1234567.5 }, "es")).toBe("1.234.567,5");
  });

  it("nests plurals and choices", () => {
    const message = "{who, select, me {You} other {{name}}} shared {count, plural, one {a file} other {# files}} on {at, date, long}";
    const at = new Date("2026-11-23T12:00:00Z");
    expect(write(message, { who: "other", name: "Ana", count: 3, at })).toBe("Ana shared 3 files on November 23, 2026");
  });
});
