import { fireEvent, screen } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import ResetPage from "./ResetPage";
import SignInPage from "./SignInPage";

const refused = { type: "/problems/reset-refused", status: 409, title: "This link is used up", detail: "Ask for a new link." };

beforeAll(() => loadTexts("sign-in"));
beforeEach(() => window.location.assign("#"));

it("leads from a used link to asking for a new one", async () => {
  window.location.hash = "#old";
  await show(<ResetPage />, {
    "POST /api/v1/password-reset/confirm": () => new Response(JSON.stringify(refused), { status: 409, headers: { "Content-Type": "application/problem+json" } }),
  });
  fireEvent.change(await screen.findByLabelText("New password"), { target: { value: "four unrelated words here" } });
  fireEvent.submit(screen.getByRole("button", { name: "Change the password" }));
  fireEvent.click(await screen.findByRole("button", { name: "Ask for a new link" }));
  expect(await screen.findByRole("button", { name: "Send the link" })).toBeTruthy();
});

it("tells organisations that are not in yet where to apply", async () => {
  await show(<SignInPage />, { "GET /api/v1/sign-in/options": { demonstration: [], oidc: [], state: null, factors: [] } });
  expect((await screen.findByRole("link", { name: "Apply to join" })).getAttribute("href")).toBe("/apply");
});
