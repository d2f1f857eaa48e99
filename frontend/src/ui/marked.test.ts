import { expect, it } from "vitest";
import { marked } from "./marked";

const hits = (text: string, query: string) =>
  marked(text, query).map((piece) => (piece.hit ? `[${piece.text}]` : piece.text)).join("");

it("marks where words begin with what was typed, whatever accents and capitals", () => {
  expect(hits("Estrategia de Ciberseguridad", "ciber")).toBe("Estrategia de [Ciber]seguridad");
  expect(hits("CERT.br · Núcleo", "nucleo cert")).toBe("[CERT].br · [Núcleo]");
  expect(hits("Nu\u0301cleo", "nu")).toBe("[Nu\u0301]cleo");
  expect(hits("Ransomware", "ware")).toBe("Ransomware");
});

it("loses nothing of the text and marks nothing without words", () => {
  for (const query of ["", "  ", "–", "a b c", "(.*"]) {
    const pieces = marked("A (small) state – Barbados", query);
    expect(pieces.map((piece) => piece.text).join("")).toBe("A (small) state – Barbados");
  }
  expect(marked("Barbados", "")).toEqual([{ text: "Barbados", hit: false }]);
});
