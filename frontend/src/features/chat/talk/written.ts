/** A message's Markdown as it is shown before the server has rendered it: mentions and links by their names. */
export function shortenedFiles(body: string): string {
  return body.replace(/([@#])\[([^\]]*)\]\([^)]*\)/g, "$1$2").replace(/!?\[([^\]]*)\]\(attachment:[^)]*\)/g, "$1").trim();
}

/** One line of a message without its marks; what stands in code stays as it was written. */
export function shortened(body: string): string {
  const words = body.replace(/([@#])\[([^\]]*)\]\([^)]*\)/g, "$1$2").replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1");
  const plain = words
    .split(/(`+[^`]+`+)/)
    .map((piece, index) => (index % 2 ? piece.replace(/`/g, "") : unmarked(piece)))
    .join("");
  return plain.replace(/\s+/g, " ").trim().slice(0, 160);
}

function unmarked(piece: string): string {
  return piece.replace(/^\s*>\s?/gm, "").replace(/[*~`]/g, "").replace(/(?<!\w)_+|_+(?!\w)/g, "");
}
