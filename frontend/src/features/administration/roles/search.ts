/** Whom to suspend, when the person's own page leads here, and what they are called. */
export interface RolesSearch {
  suspend?: string;
  name?: string;
}

export function rolesSearch(raw: Record<string, unknown>): RolesSearch & Record<string, unknown> {
  const suspend = typeof raw.suspend === "string" && /^[0-9a-f-]{36}$/i.test(raw.suspend) ? raw.suspend : undefined;
  return { suspend, name: suspend && typeof raw.name === "string" ? raw.name.slice(0, 200) : undefined };
}
