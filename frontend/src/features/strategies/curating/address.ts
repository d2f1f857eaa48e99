export const documentStates = ["waiting", "read", "failed", "duplicate"] as const;
export type DocumentState = (typeof documentStates)[number];

/** What stands in the address of the curators' list. */
export interface Narrowed {
  state?: DocumentState;
  /** Those without an edition, or those of one. */
  linked?: boolean;
}

export function narrowedIn(raw: Record<string, unknown>): Record<string, unknown> {
  return {
    state: documentStates.find((one) => one === raw.state),
    linked: typeof raw.linked === "boolean" ? raw.linked : undefined,
  };
}
