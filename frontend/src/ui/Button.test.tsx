import { fireEvent, screen } from "@testing-library/react";
import { Send } from "lucide-react";
import { expect, it, vi } from "vitest";
import { show } from "@/test/screen";
import { Button, IconButton } from "./Button";

it("takes no press while busy, with a word or with a picture, nor sends the form around it", async () => {
  const press = vi.fn();
  const send = vi.fn((event: { preventDefault: () => void }) => event.preventDefault());
  const both = (busy: boolean) => (
    <form onSubmit={send}>
      <Button type="submit" busy={busy} onClick={press}>
        {"Save"}
      </Button>
      <IconButton type="submit" icon={Send} label="Send" busy={busy} onClick={press} />
    </form>
  );
  const { unmount } = await show(both(true));
  for (const name of ["Save", "Send"]) {
    const button = screen.getByRole("button", { name });
    fireEvent.click(button);
    expect([button.getAttribute("aria-busy"), button.getAttribute("aria-disabled")]).toEqual(["true", "true"]);
  }
  expect([press.mock.calls.length, send.mock.calls.length]).toEqual([0, 0]);
  unmount();
  await show(both(false));
  for (const name of ["Save", "Send"]) fireEvent.click(screen.getByRole("button", { name }));
  expect([press.mock.calls.length, send.mock.calls.length]).toEqual([2, 2]);
});
