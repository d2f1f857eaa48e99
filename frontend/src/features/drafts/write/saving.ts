/** What somebody else has saved meanwhile, as the server says it with a refusal. */
export interface Theirs {
  title: string;
  body: string;
  version: number;
  edited_by: string | null;
  edited_at: string;
}

/** What is not saved yet, and the version that it was written upon. It is kept on this device. */
export interface Kept {
  title: string;
  body: string;
  base: number;
}

export type Standing = "saved" | "waiting" | "saving" | "failed" | "conflict";

/** The other's text in a refusal of a stale save, where there is one. */
export function theirsIn(extra: Record<string, unknown>): Theirs | null {
  const current = extra.current as Partial<Theirs> | undefined;
  if (typeof current?.body !== "string" || typeof current.version !== "number") return null;
  return { title: "", edited_by: null, edited_at: "", ...current } as Theirs;
}

/** What remains to be saved after an answer: nothing, or what was typed meanwhile, now upon the saved version. */
export function remaining(sent: Kept, now: Kept | null, version: number): Kept | null {
  if (!now || (now.title === sent.title && now.body === sent.body)) return null;
  return { ...now, base: version };
}

/** Where a citation goes that is asked for at a place: within a word it waits for the word's end. */
export function citedAt(text: string, at: number): number {
  const place = Math.max(0, Math.min(at, text.length));
  const within = /[\p{L}\p{N}]/u.test(text.charAt(place - 1));
  return within ? place + (/^[\p{L}\p{N}'’-]*/u.exec(text.slice(place))?.[0].length ?? 0) : place;
}
