import { useEffect, useState } from "react";

function secretNow(): string | null {
  return window.location.hash.slice(1) || new URLSearchParams(window.location.search).get("token");
}

/**
 * The secret of a link in a mail, and how to forget it. It stands after `#`, which browsers never send to a server,
 * so that it ends up in no log; and it is taken out of the address bar as soon as it was read, unless the page is to
 * survive a reload. Another link that is pasted into the same window counts too, though nothing is loaded then.
 */
export function useSecretInLink({ keep = false } = {}): [secret: string | null, forget: () => void] {
  const [secret, setSecret] = useState(secretNow);
  useEffect(() => {
    const follow = () => {
      const next = secretNow();
      if (next) setSecret(next);
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    if (secret && !keep) window.history.replaceState(window.history.state, "", window.location.pathname);
  }, [secret, keep]);
  return [secret, () => setSecret(null)];
}
