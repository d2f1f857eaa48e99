import { BroadcastChannel } from "node:worker_threads";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import { setLocale } from "@/i18n";

// What every browser has, and the test's window does not.
Object.assign(globalThis, { BroadcastChannel });

beforeAll(() => setLocale("en"));
afterEach(() => {
  cleanup();
  localStorage.clear();
});
