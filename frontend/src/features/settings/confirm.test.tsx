import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, it, vi } from "vitest";
import { api } from "@/api/client";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import { confirmed } from "./confirm";
import { ConfirmIdentity } from "./ConfirmIdentity";

vi.hoisted(() => Object.assign(globalThis, { PublicKeyCredential: class {} }));

const first = JSON.stringify({ type: "/problems/confirm-first", status: 403, title: "Confirm", detail: "" });
const refusal = () => problem(403, "That did not confirm that it is you", "Use a new code.");

beforeAll(() => loadTexts("settings"));

/** Begins what needs a fresh proof; `/confirm` gives these answers in turn. */
async function begin(me: Partial<Me>, ...answers: unknown[]) {
  let asks = 0;
  const codes = () => (asks++ === 0 ? new Response(first, { status: 403 }) : { recovery_codes: [] });
  const screen = await show(
    <ConfirmIdentity />,
    { "POST /api/v1/me/recovery-codes": codes, "POST /api/v1/me/confirm": () => answers.shift() },
    { ...ana, demonstration: false, passkeys: 0, totp: false, ...me },
  );
  const done = vi.fn();
  act(() => void confirmed(() => api.POST("/api/v1/me/recovery-codes")).then(done));
  return { ...screen, done, proofs: () => screen.asked.filter((one) => one.call === "POST /api/v1/me/confirm").map((one) => one.body) };
}

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const send = () => fireEvent.click(screen.getByRole("button", { name: "Confirm and go on" }));

it("takes the password with a code where there is an authenticator, and keeps both after a refusal", async () => {
  const { done, proofs } = await begin({ totp: true }, refusal(), null);
  await screen.findByLabelText("Current password");
  type("Current password", "a kiskadee");
  type("Six-digit code", " 123456");
  send();
  expect(await screen.findByText("Use a new code.")).toBeTruthy();
  type("Six-digit code", "654321");
  send();
  await waitFor(() => expect(done).toHaveBeenCalled());
  expect(proofs()).toEqual([{ password: "a kiskadee", code: "123456" }, { password: "a kiskadee", code: "654321" }]);
});

it("asks for no code where there is no authenticator", async () => {
  const { done, proofs } = await begin({}, null);
  await screen.findByLabelText("Current password");
  expect(screen.queryByLabelText("Six-digit code")).toBeNull();
  type("Current password", "a kiskadee");
  send();
  await waitFor(() => expect(done).toHaveBeenCalled());
  expect(proofs()).toEqual([{ password: "a kiskadee", code: null }]);
});

it("takes nothing but the passkey of whoever has one", async () => {
  await begin({ totp: true, passkeys: 1 });
  expect(await screen.findByText(/Confirm with your passkey/)).toBeTruthy();
  expect(screen.queryByLabelText("Current password")).toBeNull();
  expect(screen.queryByLabelText("Six-digit code")).toBeNull();
  expect(screen.getByRole("button", { name: "Confirm and go on" })).toBeTruthy();
});
