import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { problem, show } from "@/test/screen";
import SignInPage from "./SignInPage";

beforeAll(() => loadTexts("sign-in"));

it("says of no factor what was refused of another, and keeps what was typed for each", async () => {
  const options = { demonstration: [], oidc: [], state: "second_factor", factors: ["totp", "recovery"] };
  const { asked } = await show(<SignInPage />, {
    "GET /api/v1/sign-in/options": options,
    "POST /api/v1/sign-in/totp": problem(401, "That code was not accepted", "Use the newest code."),
  });
  const field = () => screen.getByRole<HTMLInputElement>("textbox");
  fireEvent.change(await screen.findByLabelText("Code from your authenticator app"), { target: { value: "123456" } });
  fireEvent.click(screen.getByRole("button", { name: "Continue" }));
  expect(await screen.findByText("Use the newest code.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /recovery code/i }));
  await waitFor(() => expect(screen.queryByText("Use the newest code.")).toBeNull());
  expect(field().value).toBe("");
  fireEvent.click(screen.getByRole("button", { name: /authenticator|code from/i }));
  expect(field().value).toBe("123456");
  expect(asked.filter((one) => one.call === "POST /api/v1/sign-in/totp")).toHaveLength(1);
});
