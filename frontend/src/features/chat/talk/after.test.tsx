import { screen } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import type { Channel, Message } from "../types";
import { TalkContext, type Talk } from "./context";
import { MessageAfter } from "./MessageAfter";

const message = { id: "m", channel_id: "c", attachments: [], html: "", replies: 0, reactions: [{ emoji: "👍", people: ["me", "b"] }, { emoji: "👀", people: ["b", "x"] }] } as unknown as Message;

beforeAll(() => loadTexts("chat"));

it("says who reacted in a group's channel, and how many where not everybody is known", async () => {
  const names = new Map([["b", "Bruno"]]);
  const talk = { me: "me", channel: { id: "c", people: [], may_write: true } as unknown as Channel, names } as unknown as Talk;
  await show(
    <TalkContext.Provider value={talk}>
      <MessageAfter message={message} />
    </TalkContext.Provider>,
  );
  const [thanks, seen] = screen.getAllByRole("button");
  expect(thanks?.dataset.tooltip).toBe("You, Bruno");
  expect(seen?.dataset.tooltip).toBe("2 people");
});
