import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { compileMessage } from "./compile-message.ts";

const source = fileURLToPath(new URL("../src/", import.meta.url));
const catalogue = /[\\/]i18n[\\/](en|es|pt|fr)\.json$/;
/** Keys that the shell needs before a feature's own chunk has been loaded. */
const early = /^(nav|command)\./;

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}

function compiled(entries: Record<string, string>, keep: (key: string) => boolean): Record<string, unknown> {
  const kept = Object.entries(entries).filter(([key]) => keep(key));
  return Object.fromEntries(kept.map(([key, text]) => [key, compileMessage(text)]));
}

/**
 * Turns the ICU messages in `i18n/*.json` into small arrays at build time, so that no parser is shipped.
 *
 * `virtual:early-texts/<locale>` holds `nav.*` and `command.*` of every feature, keyed `feature:key`: the rail
 * can name a feature whose chunk is not loaded yet, and adding a feature still edits no shared file.
 */
export function texts(): Plugin {
  return {
    name: "atalaya-texts",
    enforce: "pre",
    resolveId(id) {
      return id.startsWith("virtual:early-texts/") ? `\0${id}` : undefined;
    },
    load(id) {
      if (id.startsWith("\0virtual:early-texts/")) {
        const locale = basename(id);
        const all: Record<string, unknown> = {};
        for (const feature of readdirSync(join(source, "features"))) {
          const file = join(source, "features", feature, "i18n", `${locale}.json`);
          let entries: Record<string, string>;
          try {
            entries = read(file);
          } catch {
            continue;
          }
          this.addWatchFile(file);
          for (const [key, value] of Object.entries(compiled(entries, (k) => early.test(k)))) {
            all[`${feature}:${key}`] = value;
          }
        }
        return `export default ${JSON.stringify(all)}`;
      }
      const path = id.split("?")[0] ?? id;
      if (!catalogue.test(path) || !dirname(path).startsWith(dirname(source))) return undefined;
      const shared = basename(dirname(dirname(path))) === "src";
      const entries = compiled(read(path), (key) => shared || !early.test(key));
      return { code: `export default ${JSON.stringify(entries)}`, moduleType: "js", map: null };
    },
  };
}
