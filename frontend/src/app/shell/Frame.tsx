import { useMaybeMe } from "@/api/me";
import { Shell } from "./Shell";
import { Visitor } from "./Visitor";

/** The application for who is signed in; for others, on the pages that are open to them, a plain frame. */
export function Frame() {
  return useMaybeMe() ? <Shell /> : <Visitor />;
}
