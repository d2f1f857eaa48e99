import { parse, type Token } from "@messageformat/parser";

/** A compiled message: plain text, or a list of texts and placeholders (see `src/i18n/format.ts`). */
export type Compiled = string | Part[];
export type Part =
  | string
  | [name: string]
  | [name: string, type: "plural" | "selectordinal" | "select", cases: Record<string, Compiled>]
  | [name: string, type: "number" | "date" | "time", style: string]
  /** The number of the nearest plural, written `#` in the source. */
  | 0;

function part(token: Token): Part {
  switch (token.type) {
    case "content":
      return token.value;
    case "octothorpe":
      return 0;
    case "argument":
      return [token.arg];
    case "plural":
    case "selectordinal":
    case "select": {
      const cases = token.cases.map((c) => [c.key, compile(c.tokens)] as const);
      return [token.arg, token.type, Object.fromEntries(cases)];
    }
    case "function": {
      const style = (token.param ?? []).map((t) => (t.type === "content" ? t.value : "")).join("").trim();
      if (token.key === "number" || token.key === "date" || token.key === "time") return [token.arg, token.key, style];
      throw new Error(`Unknown format ${token.key}`);
    }
  }
}

function compile(tokens: Token[]): Compiled {
  const parts = tokens.map(part);
  return parts.every((p) => typeof p === "string") ? parts.join("") : parts;
}

/** Compiles one ICU message; throws on a syntax error, which fails the build. */
export function compileMessage(text: string): Compiled {
  return compile(parse(text, { strict: true }));
}

/** The placeholders of a message, nested ones included, sorted: equal sets are required in all languages. */
export function placeholders(text: string): string[] {
  const found = new Set<string>();
  const walk = (tokens: Token[]): void => {
    for (const token of tokens) {
      if ("arg" in token) found.add(token.arg);
      if ("cases" in token) token.cases.forEach((c) => walk(c.tokens));
    }
  };
  walk(parse(text, { strict: true }));
  for (const tag of text.matchAll(/<(\w+)>/g)) found.add(`<${tag[1]}>`);
  return [...found].sort();
}
