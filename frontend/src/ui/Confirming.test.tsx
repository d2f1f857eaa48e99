import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import { show } from "@/test/screen";
import { useConfirming } from "./Confirming";

function Key({ remove }: { remove: () => Promise<unknown> }) {
  const { ask, dialog } = useConfirming();
  return (
    <>
      <button onClick={() => ask({ title: "Remove this key?", detail: "Mail is no longer encrypted.", confirm: "Remove the key", act: remove })}>Bin</button>
      {dialog}
    </>
  );
}

it("does nothing before the person has read what will happen and said so", async () => {
  const remove = vi.fn(async () => null);
  await show(<Key remove={remove} />);
  fireEvent.click(screen.getByText("Bin"));
  expect(screen.getByText("Mail is no longer encrypted.")).toBeTruthy();
  expect(remove).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(screen.queryByText("Remove the key")).toBeNull();
  expect(remove).not.toHaveBeenCalled();
});

it("stays open with the reason when the act is refused, and goes away once it succeeds", async () => {
  let refuse = true;
  const remove = async () => {
    if (refuse) throw new ProblemError({ type: "/problems/conflict", title: "It is in use", status: 409, detail: "Wait." });
  };
  await show(<Key remove={remove} />);
  fireEvent.click(screen.getByText("Bin"));
  fireEvent.click(screen.getByRole("button", { name: "Remove the key" }));
  expect(await screen.findByText(/It is in use/)).toBeTruthy();
  refuse = false;
  fireEvent.click(screen.getByRole("button", { name: "Remove the key" }));
  await waitFor(() => expect(screen.queryByText("Remove this key?")).toBeNull());
});
