import { useInfiniteQuery } from "@tanstack/react-query";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { api, body } from "@/api/client";
import { paged } from "@/api/paged";
import { problem, show } from "@/test/screen";
import { Item, List, TwoLines } from "./List";
import { LoadMore } from "./LoadMore";
import { Pending } from "./Pending";

function Groups() {
  const query = useInfiniteQuery(paged(["groups"], (after, signal) => body(api.GET("/api/v1/groups", { params: { query: { after } }, signal }))));
  return (
    <>
      <Pending query={query} />
      <List label="Groups">
        {query.data?.pages.flatMap((page) => page.items).map((one) => (
          <Item key={one.id} end={<button>Open</button>}>
            <TwoLines second={one.description}>{one.name}</TwoLines>
          </Item>
        ))}
      </List>
      <LoadMore query={query} />
    </>
  );
}

it("holds the place of a list, says why it did not come, and reads it part by part", async () => {
  const after: (string | null)[] = [];
  let works = false;
  await show(<Groups />, {
    "GET /api/v1/groups": ({ url }: { url: URL }) => {
      if (!works) return problem(503, "The database is away.", "Try again in a minute.");
      const from = url.searchParams.get("after");
      after.push(from);
      return { items: [{ id: from ?? "1", name: `Group after ${from ?? "nothing"}`, description: "For all" }], next: from ? null : "2" };
    },
  });
  expect(await screen.findByText("Try again in a minute.")).toBeTruthy();
  works = true;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Group after nothing")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Show more" }));
  expect(await screen.findByText("Group after 2")).toBeTruthy();
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  expect(after).toEqual([null, "2"]);
});
