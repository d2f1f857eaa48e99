import { cleanup, fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { show } from "@/test/screen";
import { Combobox } from "./Combobox";
import { Field } from "./Field";

const teams = Array.from({ length: 8 }, (_, number) => ({ id: String(number), label: `Team ${number}` }));

it("brings the option that the keyboard has reached into view, in a list that scrolls by itself", async () => {
  // As newer browsers do it.
  const shown = vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(() => Promise.resolve() as unknown as undefined);
  await show(
    <Field label="Team">
      <Combobox value={[]} onChange={vi.fn()} source={() => Promise.resolve(teams)} />
    </Field>,
  );
  const field = screen.getByRole("combobox", { name: "Team" });
  fireEvent.click(field);
  const options = await screen.findAllByRole("option");
  for (let presses = 0; presses < 7; presses++) fireEvent.keyDown(field, { key: "ArrowDown" });
  expect(options[7]?.getAttribute("aria-selected")).toBe("true");
  expect(shown.mock.instances.at(-1)).toBe(options[7]);
  expect(shown).toHaveBeenLastCalledWith({ block: "nearest" });
  cleanup();
});
