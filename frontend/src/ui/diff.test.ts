import { expect, it } from "vitest";
import { difference } from "./diff";

const side = (before: string, after: string, left: "removed" | "added") =>
  difference(before, after)
    .filter((change) => change.kind === "same" || change.kind === left)
    .map((change) => change.text)
    .join("");

it("says which words went and which came", () => {
  expect(difference("block the host today", "block this host today")).toEqual([
    { kind: "same", text: "block " },
    { kind: "removed", text: "the" },
    { kind: "added", text: "this" },
    { kind: "same", text: " host today" },
  ]);
});

it.each([
  ["", "new"],
  ["old", ""],
  ["a\nb\nc", "a\nc\nd"],
  ["día é çà", "dia é ça"],
  ["x ".repeat(5000), "x ".repeat(5001)],
])("contains both texts whole", (before, after) => {
  expect(side(before, after, "removed")).toBe(before);
  expect(side(before, after, "added")).toBe(after);
});

it("finds nothing in the same text", () => {
  expect(difference("same", "same")).toEqual([{ kind: "same", text: "same" }]);
});
