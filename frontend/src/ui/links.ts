/** Where things that texts speak of have their page. Features keep these addresses, so that any text can link there. */
const places: Record<string, (id: string) => string> = {
  person: (id) => `/directory/people/${id}`,
  organisation: (id) => `/directory/organisations/${id}`,
  topic: (id) => `/forum/topics/${id}`,
};

/** The page of a mentioned person, organisation or topic; null for a kind that has none. */
export function pageOf(kind: string, id: string): string | null {
  return places[kind]?.(id) ?? null;
}

/** A mention as the server's Markdown knows it: `@[Ana Ruiz](person:<uuid>)`. */
export function mentionMarkdown(trigger: "@" | "#", item: { id: string; label: string; kind?: string }): string {
  const name = item.label.replace(/[[\]\\]/g, "");
  return `${trigger}[${name}](${item.kind ?? (trigger === "#" ? "topic" : "person")}:${item.id})`;
}
