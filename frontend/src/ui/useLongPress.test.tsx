import { act, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useLongPress } from "./useLongPress";

const chosen = vi.fn();

/** What is pressed, and a button that comes up under the finger. */
function Pressed() {
  const [open, setOpen] = useState(false);
  const press = useLongPress(() => setOpen(true));
  return (
    <>
      <p {...press}>Message</p>
      {open && <button onClick={chosen}>Delete</button>}
    </>
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  chosen.mockClear();
  render(<Pressed />);
});
afterEach(() => vi.useRealTimers());

const rest = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds));

it("opens while the finger rests, and lifting it chooses nothing of what has come up beneath it", () => {
  fireEvent.pointerDown(screen.getByText("Message"), { pointerType: "touch" });
  rest(499);
  expect(screen.queryByRole("button")).toBeNull();
  rest(1);
  const button = screen.getByRole("button");
  fireEvent.pointerUp(button, { pointerType: "touch" });
  fireEvent.click(button);
  expect(chosen).not.toHaveBeenCalled();
  fireEvent.click(button);
  expect(chosen).toHaveBeenCalledOnce();
});

it("takes the next press, also when lifting the finger made no click", () => {
  fireEvent.pointerDown(screen.getByText("Message"), { pointerType: "touch" });
  rest(600);
  fireEvent.pointerUp(window, { pointerType: "touch" });
  rest(500);
  fireEvent.click(screen.getByRole("button"));
  expect(chosen).toHaveBeenCalledOnce();
});

it("is neither a short touch nor a mouse nor a finger that moves", () => {
  const text = screen.getByText("Message");
  fireEvent.pointerDown(text, { pointerType: "touch" });
  rest(200);
  fireEvent.pointerUp(text, { pointerType: "touch" });
  rest(600);
  fireEvent.pointerDown(text, { pointerType: "mouse" });
  rest(600);
  fireEvent.pointerDown(text, { pointerType: "touch" });
  const move = new MouseEvent("pointermove", { bubbles: true, movementX: 9 } as MouseEventInit);
  fireEvent(text, Object.assign(move, { movementX: 9, movementY: 0 }));
  rest(600);
  expect(screen.queryByRole("button")).toBeNull();
});
