import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
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

it("chooses what was found for the text as it stands, however soon Enter comes", async () => {
  const answers = new Map<string, (items: typeof teams) => void>();
  const chosen = vi.fn();
  const kept = [{ id: "9", label: "Peru, chosen already" }];
  await show(
    <Field label="Team">
      <Combobox value={kept} multiple onChange={chosen} source={(query) => new Promise((resolve) => answers.set(query, resolve))} />
    </Field>,
  );
  const field = screen.getByRole("combobox", { name: "Team" });
  fireEvent.click(field);
  await waitFor(() => expect(answers.has("")).toBe(true));
  answers.get("")?.(teams);
  await screen.findAllByRole("option");
  fireEvent.change(field, { target: { value: "Peru" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(chosen).not.toHaveBeenCalled();
  await waitFor(() => expect(answers.has("Peru")).toBe(true));
  const peru = { id: "10", label: "Peru" };
  answers.get("Peru")?.([...kept, peru]);
  await waitFor(() => expect(chosen).toHaveBeenCalledExactlyOnceWith([...kept, peru]));
});

it("moves among what it shows only", async () => {
  const chosen = vi.fn();
  await show(
    <Field label="Team">
      <Combobox value={teams.slice(0, 2)} multiple onChange={chosen} source={() => Promise.resolve(teams.slice(0, 4))} />
    </Field>,
  );
  const field = screen.getByRole("combobox", { name: "Team" });
  fireEvent.click(field);
  expect(await screen.findAllByRole("option")).toHaveLength(2);
  for (let presses = 0; presses < 2; presses++) fireEvent.keyDown(field, { key: "ArrowDown" });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(chosen).toHaveBeenCalledExactlyOnceWith([...teams.slice(0, 2), teams[2]]);
});
