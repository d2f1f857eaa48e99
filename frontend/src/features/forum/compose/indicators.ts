import type { Indicator, IndicatorType } from "../types";

/** A pasted line as machines write it: the signs that take the sting out are put back before it is looked at. */
function refanged(value: string): string {
  return value
    .replace(/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)/gi, ".")
    .replace(/\[@\]|\(@\)|\[at\]/gi, "@")
    .replace(/\[:\]/g, ":")
    .replace(/^h(?:xx|\*\*)p/i, "http");
}

const looks: [IndicatorType, RegExp][] = [
  ["url", /^[a-z][a-z0-9+.-]+:\/\/\S+$/i],
  ["email", /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/],
  ["ipv4", /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/],
  ["sha256", /^[0-9a-f]{64}$/i],
  ["sha1", /^[0-9a-f]{40}$/i],
  ["md5", /^[0-9a-f]{32}$/i],
  ["ipv6", /^(?=.*:.*:)[0-9a-f:.]+(\/\d{1,3})?$/i],
  ["filename", /^\.?[\w -]+\.(exe|dll|js|vbs|ps1|bat|cmd|cgi|php|jsp|aspx?|sh|py|lnk|iso|img|zip|rar|7z|docx?|xlsx?|pdf|hta|jar|apk|elf|so)$/i],
  ["domain", /^([\p{L}\d_-]+\.)+[\p{L}\d-]{2,}$/u],
];

/** What an indicator is, by its shape; the server checks it and keeps it defanged. */
export function indicatorType(value: string): IndicatorType {
  const plain = refanged(value);
  return looks.find(([, shape]) => shape.test(plain))?.[0] ?? "other";
}

/** One indicator a line, with a comment after ` # ` or a tab; `type: value` says the type outright. */
export function parseIndicators(text: string): Indicator[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 1000)
    .map((line) => {
      const [head = "", ...rest] = line.split(/\s+#\s+|\t+/);
      const said = /^(ipv4|ipv6|domain|url|email|md5|sha1|sha256|filename|other):\s+(.+)$/i.exec(head);
      const value = (said?.[2] ?? head).trim();
      const type = (said?.[1]?.toLowerCase() as IndicatorType | undefined) ?? indicatorType(value);
      return { type, value, comment: rest.join(" ").trim().slice(0, 500) };
    });
}

/** The lines that would be parsed to these indicators. */
export function writtenIndicators(indicators: Indicator[]): string {
  return indicators
    .map(({ type, value, comment }) => {
      const head = indicatorType(value) === type ? value : `${type}: ${value}`;
      return comment ? `${head} # ${comment}` : head;
    })
    .join("\n");
}
