import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { CommandPalette, type CommandProvider } from "./CommandPalette";

const brazil = "00000000-0000-7000-8000-00000000000b";
const group = "00000000-0000-7000-8000-0000000000f1";

function palette(run: () => void) {
  const providers: CommandProvider[] = [
    { id: "directory", title: "Organisations", search: () => [{ id: `organisation-${brazil}`, title: "CERT.br", run }] },
    { id: "groups-all", title: "Groups", search: () => [{ id: `group-${group}`, title: "Cert friends", detail: "all", run: () => {} }] },
    { id: "groups-mine", title: "My groups", order: 10, search: () => [{ id: group, title: "Cert friends", detail: "mine", run: () => {} }] },
    { id: "found", title: "Organisations", search: () => [{ id: brazil, title: "CERT.br again", run: () => {} }] },
    { id: "broken", title: "Broken", search: () => Promise.reject(new Error("down")) },
    { id: "posts", title: "Posts", search: () => [{ id: "p1", title: "Über cert", pieces: [{ text: "Über ", hit: false }, { text: "cert", hit: true }], run: () => {} }] },
  ];
  return <CommandPalette open onClose={() => {}} providers={providers} />;
}

it("shows each thing once, under the heading of the first that found it, and marks what matched", async () => {
  render(palette(() => {}));
  fireEvent.change(screen.getByRole("combobox"), { target: { value: "cert" } });
  const options = await screen.findAllByRole("option");
  expect(options.map((option) => option.textContent)).toEqual(["Cert friendsmine", "CERT.br", "Über cert"]);
  expect(options.map((option) => option.querySelector("mark")?.textContent)).toEqual(["Cert", "CERT", "cert"]);
  expect(within(screen.getByRole("listbox")).getAllByRole("group")).toHaveLength(3);
});

it("follows the arrow keys in the order that is seen, and goes there with Enter", async () => {
  const run = vi.fn();
  render(palette(run));
  const box = screen.getByRole("combobox");
  fireEvent.change(box, { target: { value: "cert" } });
  await screen.findAllByRole("option");
  fireEvent.keyDown(box, { key: "ArrowDown" });
  await waitFor(() => expect(screen.getByRole("option", { selected: true }).textContent).toBe("CERT.br"));
  fireEvent.keyDown(box, { key: "Enter" });
  expect(run).toHaveBeenCalledOnce();
});

it("says that a part of the search does not answer, beside what the others found", async () => {
  render(palette(() => {}));
  fireEvent.change(screen.getByRole("combobox"), { target: { value: "cert" } });
  expect(await screen.findByText("The search does not answer. Try again in a moment.")).toBeTruthy();
  expect(screen.getAllByRole("option")).toHaveLength(3);
});

it("asks what came to the search after one had begun to type", async () => {
  const { rerender } = render(<CommandPalette open onClose={() => {}} providers={[]} />);
  fireEvent.change(screen.getByRole("combobox"), { target: { value: "cert" } });
  expect(await screen.findByText("Nothing found. Try fewer or other words.")).toBeTruthy();
  rerender(palette(() => {}));
  expect(await screen.findAllByRole("option")).toHaveLength(3);
});
