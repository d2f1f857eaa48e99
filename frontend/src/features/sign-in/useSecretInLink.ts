import { useEffect, useState } from "react";

/**
 * The secret of an invitation or reset link. It stands after `#`, which browsers never send to a server, so that it
 * ends up in no log; and it is taken out of the address bar as soon as it was read.
 */
export function useSecretInLink(): string | null {
  const [secret] = useState(() => window.location.hash.slice(1) || new URLSearchParams(window.location.search).get("token"));
  useEffect(() => {
    if (secret) window.history.replaceState(window.history.state, "", window.location.pathname);
  }, [secret]);
  return secret;
}
