import { expect, it } from "vitest";
import { indicatorsCsv } from "../advisory/Indicators";
import { indicatorType, parseIndicators, writtenIndicators } from "./indicators";

it.each([
  ["203.0.113.7", "ipv4"],
  ["203[.]0[.]113[.]0/24", "ipv4"],
  ["2001:db8::1", "ipv6"],
  ["2001[:]db8::1", "ipv6"],
  ["evil[.]example", "domain"],
  ["hxxps://evil[.]example/a?b=1", "url"],
  ["billing[@]evil[.]example", "email"],
  ["d41d8cd98f00b204e9800998ecf8427e", "md5"],
  ["da39a3ee5e6b4b0d3255bfef95601890afd80709", "sha1"],
  ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "sha256"],
  [".index.cgi", "filename"],
  ["HKLM\\Software\\Run", "other"],
])("sees that %s is %s", (value, type) => {
  expect(indicatorType(value)).toBe(type);
});

it("reads lines with comments and stated types, and writes them back", () => {
  const text = "203.0.113.7 # scanner\nother: evil.example\n\nevil.example\tcommand and control";
  const read = parseIndicators(text);
  expect(read).toEqual([
    { type: "ipv4", value: "203.0.113.7", comment: "scanner" },
    { type: "other", value: "evil.example", comment: "" },
    { type: "domain", value: "evil.example", comment: "command and control" },
  ]);
  expect(parseIndicators(writtenIndicators(read))).toEqual(read);
});

it("writes CSV that no spreadsheet runs", () => {
  const csv = indicatorsCsv([{ type: "other", value: '=cmd|" /c"', comment: "a, b" }], "TLP:AMBER", ["Type", "Value", "Comment", "TLP"]);
  expect(csv.split("\r\n")).toEqual(["Type,Value,Comment,TLP", `other,"'=cmd|"" /c""","a, b",TLP:AMBER`]);
});
