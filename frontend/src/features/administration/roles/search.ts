import { idOf } from "@/api/ids";

/** Whom to suspend, when the person's own page leads here, and what they are called. */
export interface RolesSearch {
  suspend?: string;
  name?: string;
}

export function rolesSearch(raw: Record<string, unknown>): RolesSearch & Record<string, unknown> {
  const suspend = idOf(raw.suspend);
  return { suspend, name: suspend && typeof raw.name === "string" ? raw.name.slice(0, 200) : undefined };
}
