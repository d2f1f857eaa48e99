import { useSyncExternalStore } from "react";

const phone = () => window.matchMedia("(width < 720px)");

function watch(told: () => void): () => void {
  const query = phone();
  query.addEventListener("change", told);
  return () => query.removeEventListener("change", told);
}

/** Whether the window is as narrow as a phone, for what is another thing there and not only drawn otherwise. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => phone().matches);
}
