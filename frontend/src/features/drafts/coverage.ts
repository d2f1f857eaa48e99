import type { Coverage, Element } from "./types";

export type Mark = "covered" | "thin" | "missing";

/** Below this strength a passage or two mention an element; the text does not dwell on it. */
const dwelt = 0.2;

export function markOf({ covered, strength }: Pick<Element, "covered" | "strength">): Mark {
  if (!covered) return "missing";
  return strength < dwelt ? "thin" : "covered";
}

export interface Area {
  area: Element;
  elements: Element[];
  /** How many of them are covered, thinly or well. */
  covered: number;
}

/** The elements below their areas. An area without elements of its own, such as an ENISA objective, stands for itself. */
export function areasOf({ elements }: Pick<Coverage, "elements">): Area[] {
  return elements
    .filter((one) => one.parent === null)
    .map((area) => {
      const below = elements.filter((one) => one.parent === area.code);
      const counted = below.length > 0 ? below : [area];
      return { area, elements: below, covered: counted.filter((one) => one.covered).length };
    });
}

/** How many elements there are to cover, and how many are covered: areas count only where nothing is below them. */
export function totals(areas: Area[]): { covered: number; all: number } {
  return {
    covered: areas.reduce((sum, one) => sum + one.covered, 0),
    all: areas.reduce((sum, one) => sum + Math.max(1, one.elements.length), 0),
  };
}
