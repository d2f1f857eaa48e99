import { defineFeature } from "@/app/feature";

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value.slice(0, 400) : undefined);

export default defineFeature({
  name: "search",
  routes: [
    {
      path: "/search",
      load: () => import("./SearchPage"),
      search: (raw) => ({
        // A word of digits only arrives as a number.
        q: text(typeof raw.q === "number" ? String(raw.q) : raw.q),
        kind: text(raw.kind),
        language: text(raw.language),
        country: typeof raw.country === "string" && /^[A-Z]{3}$/.test(raw.country) ? raw.country : undefined,
        tag: text(raw.tag),
      }),
    },
  ],
  commands: () => import("./commands"),
});
