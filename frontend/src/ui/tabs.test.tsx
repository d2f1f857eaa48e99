import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { show } from "@/test/screen";
import { LinkTabs } from "./LinkTabs";
import { Tabs } from "./Tabs";

const wide = 120;

/** A row of 360 pixels with tabs of 120: the browser of the tests lays nothing out itself. */
function laidOut(role: "link" | "tab") {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(function (this: HTMLElement) {
    if (!this.matches(`a, [role=${role}]`)) return new DOMRect(0, 0, 360, 44);
    const at = [...(this.parentElement?.children ?? [])].indexOf(this);
    return new DOMRect(at * wide - (this.parentElement?.scrollLeft ?? 0), 0, wide, 44);
  });
}

const inside = (tab: HTMLElement) => {
  const { left, right } = tab.getBoundingClientRect();
  return left >= 0 && right <= 360;
};

it("brings the current of many pages into view, however the person came to it", async () => {
  laidOut("link");
  const tabs = ["/", "/a", "/b", "/c", "/d", "/e"].map((to) => ({ to, label: `Page ${to}`, exact: to === "/" }));
  const { router } = await show(<LinkTabs label="Pages" tabs={tabs} />);
  const link = (to: string) => screen.getByRole("link", { name: `Page ${to}` });
  expect(inside(link("/"))).toBe(true);
  expect(inside(link("/e"))).toBe(false);
  await router.navigate({ to: "/e" as never });
  await waitFor(() => expect(inside(link("/e"))).toBe(true));
  expect(link("/e").getAttribute("aria-current")).toBe("page");
  await router.navigate({ to: "/" });
  await waitFor(() => expect(inside(link("/"))).toBe(true));
});

it("brings the current page into view when its tab comes late", async () => {
  laidOut("link");
  const tabs = ["/a", "/b", "/c", "/d"].map((to) => ({ to, label: `Page ${to}` }));
  function Rooms() {
    const [late, setLate] = useState(false);
    return (
      <>
        <button onClick={() => setLate(true)}>Answer</button>
        <LinkTabs label="Pages" tabs={late ? [...tabs, { to: "/e", label: "Page /e" }] : tabs} />
      </>
    );
  }
  await show(<Rooms />, {}, undefined, "/e");
  fireEvent.click(screen.getByRole("button", { name: "Answer" }));
  expect(inside(await screen.findByRole("link", { name: "Page /e" }))).toBe(true);
});

it("brings the chosen tab of a page into view", async () => {
  laidOut("tab");
  const tabs = ["a", "b", "c", "d", "e"].map((value) => ({ value, label: value, content: `In ${value}` }));
  await show(<Tabs label="Parts" tabs={tabs} />);
  const last = screen.getByRole("tab", { name: "e" });
  expect(inside(last)).toBe(false);
  fireEvent.mouseDown(last);
  expect(await screen.findByText("In e")).toBeTruthy();
  expect(inside(last)).toBe(true);
});
