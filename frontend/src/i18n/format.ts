import type { Compiled, Part } from "../../tools/compile-message";

export type Values = Record<string, string | number | Date>;

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  short: { dateStyle: "short" },
  medium: { dateStyle: "medium" },
  long: { dateStyle: "long" },
};

/** Writes a compiled ICU message with its values; numbers, dates and plurals follow the locale. */
export function format(message: Compiled, values: Values, locale: string, plural = 0): string {
  if (typeof message === "string") return message;
  return message.map((part) => write(part, values, locale, plural)).join("");
}

function write(part: Part, values: Values, locale: string, plural: number): string {
  if (typeof part === "string") return part;
  if (part === 0) return new Intl.NumberFormat(locale).format(plural);
  const value = values[part[0]] ?? "";
  if (part.length === 1) return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : String(value);
  switch (part[1]) {
    case "select":
      return format(part[2][String(value)] ?? part[2].other ?? "", values, locale, plural);
    case "plural":
    case "selectordinal": {
      const count = Number(value);
      const rules = new Intl.PluralRules(locale, { type: part[1] === "plural" ? "cardinal" : "ordinal" });
      const chosen = part[2][`=${count}`] ?? part[2][rules.select(count)] ?? part[2].other ?? "";
      return format(chosen, values, locale, count);
    }
    case "number":
      return new Intl.NumberFormat(locale, part[2] === "percent" ? { style: "percent" } : {}).format(Number(value));
    case "date":
      return new Intl.DateTimeFormat(locale, styles[part[2]] ?? {}).format(new Date(value));
    case "time":
      return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(new Date(value));
  }
}
