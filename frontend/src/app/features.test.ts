import { expect, it } from "vitest";
import { isOpen } from "./features";

it("opens to visitors the pages that a feature declares open, and no others", () => {
  for (const path of ["/strategies", "/strategies/", "/strategies/places/JAM", "/strategies/editions/1"]) expect(isOpen(path), path).toBe(true);
  for (const path of ["/", "/forum", "/strategies/editions", "/strategies/editions/1/more", "/strategiesx", "/directory"]) expect(isOpen(path), path).toBe(false);
});
