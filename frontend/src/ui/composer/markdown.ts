/** Replaces the selection the way typing does, so that the browser's undo keeps working. */
export function insert(area: HTMLTextAreaElement, text: string): void {
  area.focus();
  // Deprecated, yet the only way that keeps undo; where it is missing, the text is set directly.
  if (document.execCommand?.("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Puts marks around the selection, or takes them away when they are already there. */
export function surround(area: HTMLTextAreaElement, mark: string): void {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const inner = value.slice(start, end);
  const marked = value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark;
  if (marked) {
    area.setSelectionRange(start - mark.length, end + mark.length);
    insert(area, inner);
    area.setSelectionRange(start - mark.length, end - mark.length);
  } else {
    insert(area, mark + inner + mark);
    area.setSelectionRange(start + mark.length, end + mark.length);
  }
}

/** Begins each selected line with a mark such as `> ` or `- `. */
export function prefixLines(area: HTMLTextAreaElement, mark: string): void {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const from = value.lastIndexOf("\n", start - 1) + 1;
  area.setSelectionRange(from, end);
  insert(area, value.slice(from, end).split("\n").map((line) => mark + line).join("\n"));
}

export function fence(area: HTMLTextAreaElement): void {
  const inner = area.value.slice(area.selectionStart, area.selectionEnd);
  if (!inner.includes("\n")) return surround(area, "`");
  insert(area, `\`\`\`\n${inner}\n\`\`\`\n`);
}

export function link(area: HTMLTextAreaElement): void {
  const { selectionStart: start, value, selectionEnd: end } = area;
  const inner = value.slice(start, end);
  insert(area, `[${inner}](https://)`);
  const at = start + inner.length + 3;
  area.setSelectionRange(inner ? at : start + 1, inner ? at + 8 : start + 1);
}

export interface MentionAt {
  trigger: "@" | "#";
  query: string;
  /** Where the trigger character stands. */
  start: number;
}

/** The mention being typed before the caret: `@` or `#` after a space or line start, then up to 40 letters. */
export function mentionAt(value: string, caret: number): MentionAt | null {
  const match = /(?:^|[\s(])([@#])([\p{L}\d][\p{L}\d .'’-]{0,39}|)$/u.exec(value.slice(0, caret));
  if (!match) return null;
  const query = match[2] ?? "";
  if (query.split(" ").length > 3) return null;
  return { trigger: match[1] as "@" | "#", query, start: caret - query.length - 1 };
}
