const place = (draft: string) => `atalaya.neighbours.${draft}`;

/** The neighbours that were chosen for a draft in this window; undefined for the likeliest. */
export function chosenPlaces(draft: string): string[] | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place(draft)) ?? "null");
    return Array.isArray(kept) && kept.length > 0 ? kept.filter((one): one is string => typeof one === "string") : undefined;
  } catch {
    return undefined;
  }
}

export function keepPlaces(draft: string, chosen: string[] | undefined): void {
  try {
    if (chosen) sessionStorage.setItem(place(draft), JSON.stringify(chosen));
    else sessionStorage.removeItem(place(draft));
  } catch {
    // A window that keeps nothing shows the likeliest again.
  }
}
