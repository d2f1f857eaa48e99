export const keys = {
  list: ["administration", "tests"] as const,
  one: (id: string) => ["administration", "test", id] as const,
};
