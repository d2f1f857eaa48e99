import { describe, expect, it } from "vitest";
import { mentionAt, surround } from "./markdown";

describe("mentions", () => {
  it.each([
    ["@", { trigger: "@", query: "", start: 0 }],
    ["hello @mar", { trigger: "@", query: "mar", start: 6 }],
    ["see #phishing cam", { trigger: "#", query: "phishing cam", start: 4 }],
    ["(@João", { trigger: "@", query: "João", start: 1 }],
  ])("finds the one being typed in %j", (text, expected) => {
    expect(mentionAt(text, text.length)).toEqual(expected);
  });

  it.each(["ana@cert.example", "a # b c d e f", "no mention", "@ "])("finds none in %j", (text) => {
    expect(mentionAt(text, text.length)).toBeNull();
  });
});

it("marks the selection and takes the marks away again", () => {
  const area = document.createElement("textarea");
  document.body.append(area);
  area.value = "block this host";
  area.setSelectionRange(6, 10);
  surround(area, "**");
  expect(area.value).toBe("block **this** host");
  surround(area, "**");
  expect(area.value).toBe("block this host");
});
