export const keys = {
  list: ["administration", "applications"] as const,
  one: (id: string) => ["administration", "application", id] as const,
};
