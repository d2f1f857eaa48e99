import { api, body } from "./client";
import { everyItem } from "./paged";

/** Every sharing group that is mine, or every one that I may know of. */
export function everyGroup(scope: "mine" | "all", signal: AbortSignal) {
  return everyItem((after) => body(api.GET("/api/v1/groups", { params: { query: { scope, limit: 100, after } }, signal })));
}
