import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { LabelPicker } from "./LabelPicker";

it("offers the five TLP 2.0 labels in their exact spelling, never to be translated", () => {
  render(<LabelPicker value={null} onChange={() => {}} />);
  const radios = screen.getAllByRole("radio");
  expect(radios.map((radio) => radio.getAttribute("value"))).toEqual([
    "TLP:CLEAR",
    "TLP:GREEN",
    "TLP:AMBER",
    "TLP:AMBER+STRICT",
    "TLP:RED",
  ]);
  for (const radio of radios) {
    expect(screen.getByText(radio.getAttribute("value") ?? "").getAttribute("translate")).toBe("no");
  }
});

it("hands over the chosen label", () => {
  const onChange = vi.fn();
  render(<LabelPicker value="TLP:GREEN" onChange={onChange} />);
  fireEvent.click(screen.getByRole("radio", { name: /TLP:AMBER\+STRICT/ }));
  expect(onChange).toHaveBeenCalledWith("TLP:AMBER+STRICT");
});

it("says in words who will read this and announces a change", () => {
  const audience = "9 teams in 7 countries, 41 people";
  render(<LabelPicker value="TLP:AMBER" onChange={() => {}} audience={audience} />);
  expect(screen.getByText(audience).getAttribute("aria-live")).toBe("polite");
});

it("refuses a label that is too wide for the place, and says why", () => {
  const reason = "This group is hidden: choose TLP:AMBER or stricter.";
  const onChange = vi.fn();
  render(<LabelPicker value={null} onChange={onChange} refused={{ "TLP:CLEAR": reason }} />);
  expect((screen.getByRole("radio", { name: /TLP:CLEAR/ }) as HTMLInputElement).disabled).toBe(true);
  expect(screen.getByText(reason)).toBeTruthy();
  expect(onChange).not.toHaveBeenCalled();
});
