import { useMutation } from "@tanstack/react-query";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { api } from "@/api/client";
import { drafts, useFormDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { show } from "@/test/screen";
import { Field } from "./Field";
import { FormDialog } from "./FormDialog";
import { TextInput } from "./TextInput";

beforeEach(() => drafts.open("ana"));

interface Channel {
  name: string;
  topic: string;
}

function Rename({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const [form, set, draft] = useFormDraft("chat:1:facts", channel);
  const save = useMutation({
    mutationFn: () => api.PATCH("/api/v1/channels/{channel_id}", { params: { path: { channel_id: "1" } }, body: form }),
    onSuccess: () => {
      draft.clear();
      onClose();
    },
  });
  return (
    <FormDialog title="Rename" submit="Save" onClose={onClose} onSubmit={() => save.mutate()} ready={form.name !== ""} busy={save.isPending} error={save.error} shown={["name", "topic"]} draft={draft}>
      <Field label="Name">
        <TextInput value={form.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label="About" error={isProblem(save.error) ? save.error.fields.topic : undefined}>
        <TextInput value={form.topic} onChange={(event) => set({ topic: event.target.value })} />
      </Field>
    </FormDialog>
  );
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });

it("keeps what was typed when it is left by mistake, and forgets it once it is sent", async () => {
  const onClose = vi.fn();
  const { asked } = await show(<Rename channel={{ name: "general", topic: "" }} onClose={onClose} />, { "PATCH /api/v1/channels/1": {} });
  expect(screen.queryByText("This is the draft that you left here.")).toBeNull();
  type("Name", "night shift");
  fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true }));
  expect(onClose).toHaveBeenCalledTimes(1);
  cleanup();

  // Somebody else wrote what it is about meanwhile: that shows, beside the name that I was typing.
  const again = await show(<Rename channel={{ name: "general", topic: "The hours after 22:00" }} onClose={onClose} />, { "PATCH /api/v1/channels/1": {} });
  expect(field("Name").value).toBe("night shift");
  expect(field("About").value).toBe("The hours after 22:00");
  expect(screen.getByText("This is the draft that you left here.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(onClose).toHaveBeenCalledTimes(2));
  expect(again.asked.at(-1)?.body).toEqual({ name: "night shift", topic: "The hours after 22:00" });
  expect(asked).toHaveLength(0);
  cleanup();
  expect(drafts.count()).toBe(0);
});

it("throws a draft away when asked to", async () => {
  drafts.write("chat:1:facts", { name: "old words" });
  await show(<Rename channel={{ name: "general", topic: "" }} onClose={vi.fn()} />);
  fireEvent.click(screen.getByRole("button", { name: "Discard it" }));
  expect(field("Name").value).toBe("general");
  expect(drafts.count()).toBe(0);
});

it("stays with what was typed when it is refused, and says each reason once", async () => {
  const onClose = vi.fn();
  let fields: Record<string, string> = {};
  await show(<Rename channel={{ name: "general", topic: "" }} onClose={onClose} />, {
    "PATCH /api/v1/channels/1": () => new Response(JSON.stringify({ title: "Refused", status: 422, detail: "Not like this.", fields }), { status: 422, headers: { "Content-Type": "application/problem+json" } }),
  });
  type("Name", "x");
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Not like this.")).toBeTruthy();
  expect(field("Name").value).toBe("x");
  fields = { name: "Too short." };
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByText("Not like this.")).toBeNull());
  fields = { topic: "Too long." };
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Too long.")).toBeTruthy();
  // It may stand where nobody looks.
  expect(document.activeElement).toBe(field("About"));
  fields = { label: "No such label." };
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Not like this.")).toBeTruthy();
  expect(onClose).not.toHaveBeenCalled();
});

it("does not send what is not ready", async () => {
  const { asked } = await show(<Rename channel={{ name: "general", topic: "" }} onClose={vi.fn()} />);
  type("Name", "");
  const button = screen.getByRole("button", { name: "Save" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(button);
  fireEvent.submit(field("Name"));
  expect(asked).toHaveLength(0);
});
