import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { drafts, useDraft } from "./drafts";

beforeEach(() => drafts.open("ana"));

it("gives back after a reload what was being typed, and forgets it once sent", () => {
  const first = renderHook(() => useDraft("topic:1:reply", ""));
  act(() => first.result.current[1]("Two hosts are affected"));
  first.unmount();

  const second = renderHook(() => useDraft("topic:1:reply", ""));
  expect(second.result.current[0]).toBe("Two hosts are affected");
  expect(second.result.current[2].restored).toBe(true);
  act(() => second.result.current[2].clear());
  expect(second.result.current[0]).toBe("");
  second.unmount();
  expect(drafts.read("topic:1:reply")).toBeNull();
});

it("saves without waiting for the page to be left", () => {
  vi.useFakeTimers();
  const { result } = renderHook(() => useDraft("channel:2", { text: "" }));
  act(() => result.current[1]({ text: "hello" }));
  act(() => vi.advanceTimersByTime(500));
  expect(drafts.read<{ text: string }>("channel:2")?.content.text).toBe("hello");
  act(() => result.current[1]({ text: "" }));
  act(() => vi.advanceTimersByTime(500));
  expect(drafts.count()).toBe(0);
  vi.useRealTimers();
});

it("keeps places and people apart", () => {
  drafts.write("topic:1:reply", "for one");
  drafts.write("topic:2:reply", "for two");
  const { result, rerender } = renderHook(({ place }) => useDraft(place, ""), {
    initialProps: { place: "topic:1:reply" },
  });
  expect(result.current[0]).toBe("for one");
  rerender({ place: "topic:2:reply" });
  expect(result.current[0]).toBe("for two");

  drafts.open("ben");
  expect(drafts.read("topic:1:reply")).toBeNull();
  expect(drafts.count()).toBe(0);
});

it("survives a broken or very old entry", () => {
  localStorage.setItem("atalaya.draft.ana.a", "{");
  localStorage.setItem("atalaya.draft.ana.b", JSON.stringify({ content: "x", savedAt: 0 }));
  drafts.open("ana");
  expect(drafts.count()).toBe(0);
});

it("says when the browser refuses to keep drafts", () => {
  vi.useFakeTimers();
  vi.spyOn(drafts, "write").mockReturnValue(false);
  const { result } = renderHook(() => useDraft("topic:3:reply", ""));
  act(() => result.current[1]("text"));
  act(() => vi.advanceTimersByTime(500));
  expect(result.current[2].kept).toBe(false);
  vi.useRealTimers();
});
