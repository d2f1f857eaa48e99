import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useTyped } from "./useTyped";

const render = (asked?: string) => {
  const ask = vi.fn();
  const hook = renderHook((props: { asked?: string }) => useTyped(props.asked, ask), { initialProps: { asked } });
  const type = (words: string) => act(() => hook.result.current[1](words));
  return { ask, type, typed: () => hook.result.current[0], rerender: hook.rerender };
};

beforeEach(() => {
  vi.useFakeTimers();
  window.history.replaceState(null, "", "/search");
});
afterEach(() => vi.useRealTimers());

test("words are asked for once, when the typing rests", () => {
  const { ask, type } = render();
  type("vpn");
  act(() => vi.advanceTimersByTime(100));
  type("vpn gate ");
  act(() => vi.advanceTimersByTime(200));
  expect(ask.mock.calls).toEqual([["vpn gate"]]);
});

test("whoever goes on to another page is not brought back", () => {
  const { ask, type } = render();
  type("vpn");
  window.history.pushState(null, "", "/chat");
  act(() => vi.advanceTimersByTime(1000));
  expect(ask).not.toHaveBeenCalled();
});

test("the field follows the address, and keeps the space after a word", () => {
  const { type, typed, rerender } = render("vpn");
  expect(typed()).toBe("vpn");
  type("vpn ");
  rerender({ asked: "vpn" });
  expect(typed()).toBe("vpn ");
  rerender({ asked: "ransomware" });
  expect(typed()).toBe("ransomware");
});
