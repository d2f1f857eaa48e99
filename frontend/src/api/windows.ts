/** What the windows of one browser tell each other: who has signed in in one of them, or that somebody signed out. */
export type News = { signedIn: string } | { signedOut: true };

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("atalaya.session");

export function tellOthers(news: News): void {
  channel?.postMessage(news);
}

/** Hears what another window tells; returns how to stop. */
export function hearOthers(listener: (news: News) => void): () => void {
  const hear = (event: MessageEvent) => listener(event.data as News);
  channel?.addEventListener("message", hear);
  return () => channel?.removeEventListener("message", hear);
}
