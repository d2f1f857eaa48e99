/** A line that is shorter than this ends on purpose: a heading, an address, the end of a paragraph. */
const short = 50;
const item = /^\s*([•·▪◦*–—-]|\d+[.)]|[a-z][.)]|\(?[ivx]+\))\s/i;

/** A passage as paragraphs: lines that were broken only because the page was full flow together, lists stay. */
export function flowed(text: string): string[] {
  return text.split(/\n{2,}/).map((paragraph) => {
    const lines = paragraph.split("\n");
    return lines.reduce((before, line, index) => {
      if (index === 0) return line;
      const kept = (lines[index - 1] ?? "").trim().length < short || item.test(line);
      return `${before}${kept ? "\n" : " "}${line}`;
    }, "");
  });
}
