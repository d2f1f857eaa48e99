import { expect, it } from "vitest";
import { memberStates, neighbour, type Direction } from "./memberStates";

it("has one tile for each of the 35 member states and no two in one place", () => {
  expect(new Set(memberStates.map(([code]) => code)).size).toBe(35);
  expect(new Set(memberStates.map(([, column, row]) => `${column},${row}`)).size).toBe(35);
});

it("reaches every tile with the arrow keys", () => {
  const reached = new Set(["CAN"]);
  for (const code of reached) {
    for (const way of ["left", "right", "up", "down"] as Direction[]) reached.add(neighbour(code, way));
  }
  expect(reached.size).toBe(35);
});
