export interface Piece {
  text: string;
  hit: boolean;
}

function fold(letter: string): string {
  return letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A text in pieces, of which those are hits where a word begins with one of the words typed, whatever the accents. */
export function marked(text: string, query: string): Piece[] {
  const wanted = query.split(/[^\p{L}\p{N}]+/u).map(fold).filter(Boolean);
  const pieces: Piece[] = [];
  const add = (part: string, hit: boolean) => {
    const last = pieces.at(-1);
    if (last && last.hit === hit) last.text += part;
    else if (part) pieces.push({ text: part, hit });
  };
  for (const part of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    const letters = [...part];
    // A letter may fold to none (a combining mark) or to two, so lengths are counted letter by letter.
    let folded = "";
    const ends = letters.map((letter) => (folded += fold(letter)).length);
    const longest = wanted.filter((word) => folded.startsWith(word)).sort((a, b) => b.length - a.length)[0];
    const cut = longest === undefined ? 0 : ends.findIndex((end) => end >= longest.length) + 1;
    const marks = /^\p{M}*/u.exec(letters.slice(cut).join(""))?.[0] ?? "";
    const head = letters.slice(0, cut).join("") + (cut > 0 ? marks : "");
    add(head, true);
    add(part.slice(head.length), false);
  }
  return pieces;
}
