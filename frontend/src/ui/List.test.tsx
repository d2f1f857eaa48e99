import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { show } from "@/test/screen";
import { List, ListEnd } from "./List";

it.each([
  { shown: 999, said: 0 },
  { shown: 1000, said: 1 },
])("says of $shown lines whether there may be more", async ({ shown, said }) => {
  await show(<List><ListEnd shown={shown} /></List>);
  expect(screen.queryAllByText("The first 1,000 are listed; there may be more.")).toHaveLength(said);
});
