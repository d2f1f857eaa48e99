import { fireEvent, screen, within } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { problem, show } from "@/test/screen";
import SignInPage from "./SignInPage";

beforeAll(() => loadTexts("sign-in"));

it("says beside the accounts why none of them could be used, and nothing of it beside the password", async () => {
  const person = { person_id: "p1", name: "Analyst, Jamaica", organisation: "JaCIRT", country: "JAM" };
  await show(<SignInPage />, {
    "GET /api/v1/sign-in/options": { demonstration: [person], oidc: [], state: null, factors: [] },
    "POST /api/v1/sign-in/demonstration": problem(429, "Too many attempts", "Wait a minute and try again."),
  });
  fireEvent.click(await screen.findByRole("button", { name: /Analyst, Jamaica/ }));
  const accounts = screen.getByRole("region", { name: /demonstration/i });
  expect((await within(accounts).findByRole("alert")).textContent).toBe("Wait a minute and try again.");
  expect(screen.getAllByText("Wait a minute and try again.")).toHaveLength(1);
});
