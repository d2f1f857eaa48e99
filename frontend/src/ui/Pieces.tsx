import type { Schemas } from "@/api/types";
import css from "./Pieces.module.css";

/** A text in which what matched is marked. */
export function Pieces({ pieces }: { pieces: Schemas["Piece"][] }) {
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
