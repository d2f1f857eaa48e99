/** A message's Markdown as it is shown before the server has rendered it: mentions and links by their names. */
export function shortenedFiles(body: string): string {
  return body.replace(/([@#])\[([^\]]*)\]\([^)]*\)/g, "$1$2").replace(/!?\[([^\]]*)\]\(attachment:[^)]*\)/g, "$1").trim();
}
