import { expect, test } from "vitest";
import { shortened } from "./written";

test("A shortened message keeps what stands in code and inside words", () => {
  expect(shortened('Rule: `http.user_agent contains "sync/2.1"` and **more** than _20_ accounts')).toBe(
    'Rule: http.user_agent contains "sync/2.1" and more than 20 accounts',
  );
  expect(shortened("file_name_one is __bad__ > 3")).toBe("file_name_one is bad > 3");
  expect(shortened("```\na_b*c\n```")).toBe("a_b*c");
  expect(shortened("> quoted\n> again, @[Ana](person:1)")).toBe("quoted again, @Ana");
});
