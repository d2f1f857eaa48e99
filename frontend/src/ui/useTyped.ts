import { useEffect, useRef, useState } from "react";

/**
 * Words being typed that go into the address a moment after the last key: `const [typed, setTyped] = useTyped(q, ask)`.
 *
 * The field follows the address where that changes by other means. Whoever goes on to another page meanwhile is not
 * brought back by words that were still waiting.
 */
export function useTyped(asked: string | undefined, ask: (words: string | undefined) => void, pause = 150) {
  const [typed, setTyped] = useState(asked ?? "");
  const [shown, setShown] = useState(asked);
  const [page] = useState(() => window.location.pathname);
  if (shown !== asked) {
    setShown(asked);
    if ((asked ?? "") !== typed.trim()) setTyped(asked ?? "");
  }
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    const words = typed.trim() || undefined;
    if (words === asked) return;
    const timer = setTimeout(() => window.location.pathname === page && latest.current(words), pause);
    return () => clearTimeout(timer);
  }, [typed, asked, page, pause]);
  return [typed, setTyped] as const;
}
