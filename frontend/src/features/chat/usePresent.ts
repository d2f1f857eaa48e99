import { useQuery } from "@tanstack/react-query";
import { usePresence } from "@/api/live";
import { presenceQuery } from "./api";

export type Present = "active" | "away" | "offline";

/** Who is there: what the server said first, then what the stream says. */
export function usePresent(): (person: string) => Present {
  const first = useQuery(presenceQuery).data;
  const told = usePresence();
  return (person) => {
    const state = told.get(person) ?? first?.find((one) => one.person === person)?.state;
    return state === "active" || state === "away" ? state : "offline";
  };
}
