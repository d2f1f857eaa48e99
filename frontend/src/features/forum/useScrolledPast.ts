import { useEffect, useState, type RefObject } from "react";

/** Whether an element's upper edge has gone above this many pixels from the top of the window. */
export function useScrolledPast(element: RefObject<HTMLElement | null>, offset = 0): boolean {
  const [past, setPast] = useState(false);
  useEffect(() => {
    const look = () => element.current && setPast(element.current.getBoundingClientRect().top <= offset);
    look();
    const listeners = new AbortController();
    const options = { passive: true, signal: listeners.signal };
    window.addEventListener("scroll", look, options);
    window.addEventListener("resize", look, options);
    return () => listeners.abort();
  }, [element, offset]);
  return past;
}
