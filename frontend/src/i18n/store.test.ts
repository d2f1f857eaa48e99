import { expect, it } from "vitest";
import { currentLocale, loadTexts, setLocale, text } from "./store";

const english = import.meta.glob("../features/directory/i18n/en.json");

it("has the texts of a page in the new language though they were asked for while it changed", async () => {
  for (const load of Object.values(english)) await load(); // so that it is here sooner than anything French
  const change = setLocale("fr");
  await loadTexts("directory");
  expect(currentLocale()).toBe("en");
  await change;
  expect(text("directory:title")).toBe("Annuaire");
});

it("speaks the language that was chosen last, whichever texts come first", async () => {
  await Promise.all([setLocale("es"), setLocale("pt"), setLocale("es")]);
  expect([currentLocale(), text("directory:title")]).toEqual(["es", "Directorio"]);
});
