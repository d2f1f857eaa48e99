import { fireEvent, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeAll, expect, it } from "vitest";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, show } from "@/test/screen";
import KeysPage from "./KeysPage";
import { Authenticator } from "./security/Authenticator";
import { Passkeys } from "./security/Passkeys";
import { Recovery } from "./security/Recovery";
import { SessionList } from "./security/SessionList";
import TokensPage from "./TokensPage";

const id = "00000000-0000-7000-8000-0000000000d1";
const at = "2026-11-01T10:00:00Z";
const me: Me = { ...ana, totp: true, passkeys: 0, recovery_codes: 4, demonstration: false };
const session = (last: string, current: boolean) => ({ id: id.slice(0, -2) + last, user_agent: "Firefox/140 Linux", address: "127.0.0.1", seen_at: at, created_at: at, current, strong: false });

interface Act {
  name: string;
  part: ReactNode;
  answers: Record<string, unknown>;
  press: RegExp;
  says: RegExp;
  confirm: string;
  call: string;
}

it("says what comes first where there is no second factor for recovery codes to stand in for", async () => {
  await show(<Recovery onCodes={() => {}} />, {}, { ...me, totp: false, passkeys: 0, recovery_codes: 0 });
  expect(screen.getByText(/Add a passkey or an authenticator app above/)).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});

const acts: Act[] = [
  {
    name: "removing the authenticator app", part: <Authenticator onCodes={() => {}} />, answers: { "DELETE /api/v1/me/totp": null },
    press: /Remove the app/, says: /you have no passkey/, confirm: "Remove the app", call: "DELETE /api/v1/me/totp",
  },
  {
    name: "removing a passkey", part: <Passkeys onCodes={() => {}} />,
    answers: { "GET /api/v1/me/passkeys": { items: [{ id, name: "Laptop", created_at: at, used_at: null }] }, [`DELETE /api/v1/me/passkeys/${id}`]: null },
    press: /Remove Laptop/, says: /your only passkey/, confirm: "Remove the passkey", call: `DELETE /api/v1/me/passkeys/${id}`,
  },
  {
    name: "making new recovery codes", part: <Recovery onCodes={() => {}} />, answers: { "POST /api/v1/me/recovery-codes": { recovery_codes: [] } },
    press: /Make new codes/, says: /The 4 codes that you still have/, confirm: "Make new codes", call: "POST /api/v1/me/recovery-codes",
  },
  {
    name: "ending the other sessions", part: <SessionList />,
    answers: { "GET /api/v1/me/sessions": { items: [session("d1", true), session("d2", false)] }, "POST /api/v1/me/sessions/end-others": { ended: 1 } },
    press: /End all others/, says: /You stay signed in here/, confirm: "Sign out everywhere else", call: "POST /api/v1/me/sessions/end-others",
  },
  {
    name: "revoking a token", part: <TokensPage />,
    answers: { "GET /api/v1/me/api-tokens": { items: [{ id, name: "Tickets", scopes: [], expires_at: at, used_at: null, created_at: at }] }, [`DELETE /api/v1/me/api-tokens/${id}`]: null },
    press: /Revoke Tickets/, says: /refused from the next request on/, confirm: "Revoke the token", call: `DELETE /api/v1/me/api-tokens/${id}`,
  },
  {
    name: "removing a key", part: <KeysPage />,
    answers: {
      "GET /api/v1/me/keys": [{ id, fingerprint: "ABCD", user_ids: ["Ana"], can_encrypt: true, expires_at: null, expired: false, created_at: at, armoured: "" }],
      [`DELETE /api/v1/me/keys/${id}`]: null,
    },
    press: /Remove the key/, says: /your only key/, confirm: "Remove the key", call: `DELETE /api/v1/me/keys/${id}`,
  },
];

beforeAll(() => loadTexts("settings"));

it.each(acts)("asks before $name, saying what will happen", async ({ part, answers, press, says, confirm, call }) => {
  const { asked } = await show(part, answers, me);
  fireEvent.click(await screen.findByRole("button", { name: press }));
  expect(await screen.findByText(says)).toBeTruthy();
  expect(asked.some((one) => one.call === call)).toBe(false);
  const buttons = screen.getAllByRole("button", { name: confirm });
  fireEvent.click(buttons[buttons.length - 1] as HTMLElement);
  await waitFor(() => expect(asked.some((one) => one.call === call)).toBe(true));
  await waitFor(() => expect(screen.queryByText(says)).toBeNull());
});
