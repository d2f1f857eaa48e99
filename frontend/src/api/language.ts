/** The language that the page shows, in which the server says what it refuses. */
export function reads(): string {
  return document.documentElement.lang || "en";
}
