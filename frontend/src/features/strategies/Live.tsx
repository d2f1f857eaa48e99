import { useQueryClient } from "@tanstack/react-query";
import { useStream } from "@/api/live";
import { useMaybeMe } from "@/api/me";
import { keys } from "./queries";

/** Asks again for what is shown when the catalogue changes. Only for who is signed in: visitors have no stream. */
export function Live() {
  const client = useQueryClient();
  const again = () => void client.invalidateQueries({ queryKey: keys.all });
  const listener = { onEvent: (event: { type: string }) => event.type.startsWith("strategies.") && again(), onReset: again };
  const me = useMaybeMe();
  useStream("clear", listener);
  // What is not published is told to whoever brought or proposed it.
  useStream(me ? "me" : null, listener);
  return null;
}
