import { useQueryClient } from "@tanstack/react-query";
import { useStream } from "@/api/live";
import { keys } from "./queries";

/** Asks again for what is shown when the catalogue changes. Only for who is signed in: visitors have no stream. */
export function Live() {
  const client = useQueryClient();
  const again = () => void client.invalidateQueries({ queryKey: keys.all });
  useStream("clear", { onEvent: (event) => event.type.startsWith("strategies.") && again(), onReset: again });
  return null;
}
