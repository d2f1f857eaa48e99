/** The 35 member states of the OAS on a grid of equal tiles: ISO code, column, row, in approximate geography. */
export const memberStates: readonly (readonly [iso3: string, column: number, row: number])[] = [
  ["CAN", 1, 0],
  ["USA", 1, 1],
  ["MEX", 0, 2], ["BHS", 4, 2],
  ["GTM", 0, 3], ["BLZ", 1, 3], ["CUB", 3, 3], ["HTI", 4, 3], ["DOM", 5, 3], ["KNA", 6, 3], ["ATG", 7, 3],
  ["SLV", 0, 4], ["HND", 1, 4], ["JAM", 3, 4], ["DMA", 7, 4],
  ["NIC", 1, 5], ["LCA", 6, 5], ["BRB", 7, 5],
  ["CRI", 1, 6], ["PAN", 2, 6], ["TTO", 4, 6], ["GRD", 5, 6], ["VCT", 6, 6],
  ["COL", 2, 7], ["VEN", 3, 7], ["GUY", 4, 7], ["SUR", 5, 7],
  ["ECU", 1, 8], ["PER", 2, 8], ["BOL", 3, 8], ["BRA", 4, 8],
  ["CHL", 2, 9], ["PRY", 3, 9],
  ["ARG", 3, 10], ["URY", 4, 10],
];

export type Direction = "left" | "right" | "up" | "down";

/** The nearest tile in a direction: straight neighbours first, then those least off the line. */
export function neighbour(iso3: string, direction: Direction): string {
  const from = memberStates.find(([code]) => code === iso3);
  if (!from) return iso3;
  let best = iso3;
  let least = Infinity;
  for (const [code, column, row] of memberStates) {
    const [dx, dy] = [column - from[1], row - from[2]];
    const [along, across] = { left: [-dx, dy], right: [dx, dy], up: [-dy, dx], down: [dy, dx] }[direction] as [number, number];
    if (along <= 0) continue;
    const distance = along + Math.abs(across) * 3;
    if (distance < least) [best, least] = [code, distance];
  }
  return best;
}
