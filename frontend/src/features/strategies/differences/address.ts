import { idOf } from "@/api/ids";
import { vocabularyIn } from "../comparing/address";

/** What stands after `?`, with unknown or wrong values dropped. */
export function editionsIn(raw: Record<string, unknown>): Record<string, unknown> {
  return { former: idOf(raw.former), later: idOf(raw.later), ...vocabularyIn(raw) };
}
