import type { Schemas } from "@/api/types";

type Piece = Schemas["Piece"];

/** How much of a passage is shown at first, and how much before its first mark. */
const [room, before] = [420, 140];

/** Lines as the page broke them flow, also where a sentence goes on after an empty line; paragraphs stay. */
export function joined(pieces: Piece[]): Piece[] {
  const flowing = (text: string) => text.replace(/\s*\n\s*\n\s*(?=\p{Ll})/gu, " ").replace(/[^\S\n]*\n[^\S\n]*/g, "\n").replace(/(?<!\n)\n(?!\n)/g, " ").replace(/\n{3,}/g, "\n\n");
  return pieces.map((piece) => ({ ...piece, text: flowing(piece.text) }));
}

/** A part of a long passage around its first mark, cut between words. */
export function excerpted(pieces: Piece[]): { pieces: Piece[]; cut: boolean } {
  const whole = joined(pieces);
  const text = whole.map((one) => one.text).join("");
  if (text.length <= room) return { pieces: whole, cut: false };
  const mark = whole.findIndex((one) => one.hit);
  const at = mark < 0 ? 0 : whole.slice(0, mark).reduce((sum, one) => sum + one.text.length, 0);
  const from = at <= before ? 0 : text.indexOf(" ", at - before) + 1;
  const space = text.lastIndexOf(" ", from + room);
  const to = from + room >= text.length ? text.length : space > at ? space : from + room;
  const kept: Piece[] = [];
  let place = 0;
  for (const piece of whole) {
    const part = piece.text.slice(Math.max(0, from - place), Math.max(0, to - place));
    place += piece.text.length;
    if (part !== "") kept.push({ ...piece, text: part });
  }
  if (from > 0) kept.unshift({ text: "… ", hit: false });
  if (to < text.length) kept.push({ text: " …", hit: false });
  return { pieces: kept, cut: true };
}
