import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { meQuery, type Me } from "@/api/me";
import { loadTexts, setLocale } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import ProfilePage from "./ProfilePage";

const person = { id: ana.person.id, name: "Ana", title: "", locale: "en", time_zone: "America/Jamaica", theme: "system", email: "ana@example.org", show_presence: true };
const me = { ...ana, person } as unknown as Me;
const name = () => screen.findByLabelText<HTMLInputElement>("Your name");

beforeAll(() => loadTexts("settings"));
beforeEach(async () => {
  localStorage.clear();
  await setLocale("en");
});

it("follows a language chosen elsewhere, so that saving the name does not switch it back", async () => {
  const { client, asked } = await show(<ProfilePage />, { "PATCH /api/v1/me": { ...person, locale: "es" } }, me);
  fireEvent.change(await name(), { target: { value: "Ana María" } });
  act(() => client.setQueryData(meQuery.queryKey, { ...me, person: { ...me.person, locale: "es" } }));
  await waitFor(() => expect(screen.getByLabelText<HTMLSelectElement>("Language").value).toBe("es"));
  fireEvent.submit(screen.getByRole("button", { name: "Save the profile" }));
  await waitFor(() => expect(asked.find((one) => one.call === "PATCH /api/v1/me")?.body).toMatchObject({ name: "Ana María", locale: "es" }));
  await waitFor(() => expect(document.documentElement.lang).toBe("es"));
});

it("keeps what was typed over a reload until it is saved", async () => {
  const { unmount } = await show(<ProfilePage />, { "PATCH /api/v1/me": problem(503, "Not available right now", "Wait a moment.") }, me);
  fireEvent.change(await name(), { target: { value: "Ana María" } });
  fireEvent.submit(screen.getByRole("button", { name: "Save the profile" }));
  expect(await screen.findByText("Wait a moment.")).toBeTruthy();
  expect((await name()).value).toBe("Ana María");
  unmount();
  await show(<ProfilePage />, {}, me);
  expect((await name()).value).toBe("Ana María");
  fireEvent.click(screen.getByRole("button", { name: "Discard it" }));
  expect((await name()).value).toBe("Ana");
});
