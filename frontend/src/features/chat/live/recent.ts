import type { ChatEvent } from "./events";

const most = 300;
/** The latest events of each channel: an answer that was on its way while they came is brought up to date with them. */
const recent = new Map<string, ChatEvent[]>();

export function remember(channel: string, event: ChatEvent): void {
  const known = recent.get(channel) ?? [];
  if ((known.at(-1)?.seq ?? -1) >= event.seq) return;
  known.push(event);
  if (known.length > most) known.splice(0, known.length - most);
  recent.set(channel, known);
}

/** A state that the server told, with what its stream has said since. The reducer skips what the state contains. */
export function replayed<State>(channel: string, state: State, reduce: (state: State, event: ChatEvent) => State): State {
  return (recent.get(channel) ?? []).reduce(reduce, state);
}

export function forgetRecent(): void {
  recent.clear();
}
