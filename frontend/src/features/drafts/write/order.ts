import type { Outlined } from "../types";

type Placed = Pick<Outlined, "id" | "level">;

/** Where the block that begins with a section ends: a chapter takes the sections below it along. */
function end(outline: Placed[], at: number): number {
  if (outline[at]?.level !== 1) return at + 1;
  const next = outline.findIndex((one, index) => index > at && one.level === 1);
  return next < 0 ? outline.length : next;
}

/**
 * After which section this one comes when it moves one place up or down: null is before all others, undefined says
 * that it cannot go there. A chapter passes the whole chapter beside it.
 */
export function placeAfter(outline: Placed[], id: string, way: "up" | "down"): string | null | undefined {
  const at = outline.findIndex((one) => one.id === id);
  if (at < 0) return undefined;
  const chapter = outline[at]?.level === 1;
  if (way === "down") {
    const next = end(outline, at);
    if (next >= outline.length) return undefined;
    return outline[chapter ? end(outline, next) - 1 : next]?.id;
  }
  if (at === 0) return undefined;
  let before = at - 1;
  if (chapter) while (before > 0 && outline[before]?.level !== 1) before -= 1;
  return outline[before - 1]?.id ?? null;
}
