import type { Piece } from "./search";
import css from "./Search.module.css";

/** A text in which what matched is marked. */
export function Pieces({ pieces }: { pieces: Piece[] }) {
  return pieces.map((piece, index) =>
    piece.hit ? (
      <mark key={index} className={css.hit}>
        {piece.text}
      </mark>
    ) : (
      <span key={index}>{piece.text}</span>
    ),
  );
}
