import type { TileValue } from "@/ui/CountryTiles";
import { hundredths } from "../comparing/strength";
import { levels } from "../vocabulary";
import type { Measure } from "./address";
import type { State } from "./queries";

export * from "./address";
export type Level = TileValue["level"];

/** The shade of a state's tile: 0 where there is nothing to say, 4 where there is most. */
export function levelOf(state: State, by: Measure): Level {
  if (by === "status") return levels[state.standing];
  if (by === "age") {
    if (state.age === null) return 0;
    return state.age <= 2 ? 4 : state.age <= 4 ? 3 : state.age <= 9 ? 2 : 1;
  }
  const share = state.text.share;
  if (share === null) return 0;
  return share >= 0.9 ? 4 : share >= 0.75 ? 3 : share >= 0.5 ? 2 : 1;
}

/** The figure in the tile. */
export function figureOf(state: State, by: Measure): string | undefined {
  if (by === "coverage") return state.text.share === null ? undefined : String(hundredths(state.text.share));
  return state.year === null ? undefined : String(state.year);
}

/** By what the list is ranked; the most first. */
export function rankOf(state: State, by: Measure): number {
  if (by === "status") return levels[state.standing] * 10_000 + (state.year ?? 0);
  if (by === "age") return state.year ?? 0;
  return state.text.share ?? -1;
}
