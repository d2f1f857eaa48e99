import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { useSuggestions, type SuggestionSource } from "./useSuggestions";

interface Thing {
  id: string;
}

/** A source whose answers come when the test says. */
function slow() {
  const answers = new Map<string, (found: Thing[]) => void>();
  const source: SuggestionSource<Thing> = (query) => new Promise((resolve) => answers.set(query, resolve));
  const answer = async (query: string, ...ids: string[]) => {
    await waitFor(() => expect(answers.has(query)).toBe(true));
    await act(async () => answers.get(query)?.(ids.map((id) => ({ id }))));
  };
  return { source, answer };
}

it("chooses nothing that was found for what one typed before, but what is found for what one has typed", async () => {
  const { source, answer } = slow();
  const { result, rerender } = renderHook(({ query }) => useSuggestions(query, source), { initialProps: { query: "an" } });
  await answer("an", "Andrés");
  rerender({ query: "ana" });
  const chosen = vi.fn();
  act(() => result.current.choose(chosen));
  expect(chosen).not.toHaveBeenCalled();
  await answer("ana", "Ana");
  expect(chosen.mock.calls).toEqual([[{ id: "Ana" }]]);
});

it("forgets a choice that waits when more is typed", async () => {
  const { source, answer } = slow();
  const { result, rerender } = renderHook(({ query }) => useSuggestions(query, source), { initialProps: { query: "a" } });
  const chosen = vi.fn();
  act(() => result.current.choose(chosen));
  rerender({ query: "ab" });
  await answer("ab", "Abel");
  expect(chosen).not.toHaveBeenCalled();
  act(() => result.current.choose(chosen));
  expect(chosen).toHaveBeenCalledOnce();
});

it("asks again when there is more to ask", async () => {
  const asked = vi.fn(async () => [{ id: "one" }]);
  const { rerender } = renderHook(({ revision }) => useSuggestions("an", asked, revision), { initialProps: { revision: 1 } });
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
  rerender({ revision: 2 });
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
});

it("shows what is there already when the rest is slow, and keeps what is highlighted when it comes", async () => {
  let rest: (found: Thing[]) => void = () => {};
  const source: SuggestionSource<Thing> = (_query, _signal, meanwhile) => {
    meanwhile?.([{ id: "Today" }, { id: "Forum" }]);
    return new Promise((resolve) => (rest = resolve));
  };
  const { result } = renderHook(() => useSuggestions("", source));
  await waitFor(() => expect(result.current.items).toHaveLength(2));
  expect(result.current.busy).toBe(true);
  act(() => result.current.move(1));
  await act(async () => rest([{ id: "My group" }, { id: "Today" }, { id: "Forum" }]));
  expect(result.current.items[result.current.active]).toEqual({ id: "Forum" });
});
