import { expect, it } from "vitest";
import { flowed } from "./flow";

it("joins lines that were broken because the page was full", () => {
  const line = "Os operadores de infraestruturas críticas comunicarão os incidentes graves à";
  expect(flowed(`${line}\nequipe nacional de resposta.`)).toEqual([`${line} equipe nacional de resposta.`]);
});

it("keeps paragraphs, short lines and lists as they are", () => {
  const long = "The Government will do the following within twelve months of this strategy's adoption:";
  expect(flowed(`2 OBJECTIVES\n2.1 Protection\n\n${long}\n• a register;\n• exercises.`)).toEqual([
    "2 OBJECTIVES\n2.1 Protection",
    `${long}\n• a register;\n• exercises.`,
  ]);
});

it("loses nothing but line breaks", () => {
  const text = "a\nb  c\n\n\n\nd\n";
  expect(flowed(text).join("").replace(/\s/g, "")).toBe("abcd");
});
