import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import SearchPage from "./finding/SearchPage";

beforeAll(() => loadTexts("strategies"));

const visitor = null as unknown as Me;
const vocabulary = { concepts: [], elements: [], objectives: [], factors: [] };
const nothing = { items: [], documents: 0, total: 0, facets: {}, concepts: [], words: [], milliseconds: 1 };

function strategy(title: string) {
  const passage = {
    id: title, page: 1, ordinal: 0, heading: [], path: "", excerpt: [{ text: title, hit: false }], language: "pt", url: "/strategies/documents/d1?page=1&passage=0",
  };
  return { id: title, title, place: "BRA", year: null, edition_id: null, language: "pt", passages: [passage], more: 0 };
}

function answering(answer: (q: string | null, query: URLSearchParams) => unknown) {
  return {
    "GET /api/v1/strategies/passages": ({ url }: { url: URL }) => answer(url.searchParams.get("q"), url.searchParams),
    "GET /api/v1/strategies/vocabulary": vocabulary,
    "GET /api/v1/strategies/places": [],
  };
}

it("lists nothing that was not asked for while the first answer is under way", async () => {
  let answered: (found: unknown) => void = () => undefined;
  const later = new Promise((settle) => (answered = settle));
  const all = { ...nothing, items: [strategy("Everything")], total: 9, documents: 1 };
  await show(<SearchPage />, answering((q) => (q ? later : all)), visitor);
  await screen.findByText("9 passages");
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "budget" } });
  await waitFor(() => expect(screen.queryByText("For example")).toBeNull());
  expect(screen.queryByRole("article")).toBeNull();
  expect(screen.queryByText("No passage says this")).toBeNull();
  answered({ ...nothing, items: [strategy("Found")], total: 1, documents: 1 });
  await screen.findByRole("heading", { name: "Found" });
});

it("says which words are looked for in other languages, and leaves them as they are when told to", async () => {
  const term = { language: "en", text: "budget" };
  const beside = [{ language: "es", text: "presupuesto" }, { language: "pt", text: "orçamento" }];
  const found = { ...nothing, items: [strategy("Found")], total: 1, documents: 1 };
  const answer = (_: string | null, query: URLSearchParams) => ({ ...found, words: query.getAll("without").includes("words") ? [] : [{ term, beside }] });
  const { router } = await show(<SearchPage />, answering(answer), visitor, "/strategies/search?q=budget");
  const list = await screen.findByRole("list", { name: "What is understood" });
  await waitFor(() => expect(list.textContent).toContain("budget → presupuesto, orçamento"));
  fireEvent.click(screen.getByRole("button", { name: "Only these words: budget" }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ without: ["words"] }));
  await screen.findByText("Other words: only as typed");
});
