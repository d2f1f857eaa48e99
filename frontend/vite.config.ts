import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compress } from "./tools/compress-plugin.ts";
import { texts } from "./tools/texts-plugin.ts";

/** Where the API process listens while the front end runs on Vite's own server. */
const api = `http://127.0.0.1:${process.env.ATALAYA_PORT ?? "8000"}`;

export default defineConfig({
  plugins: [texts(), react(), compress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { host: "127.0.0.1", proxy: { "/api": { target: api, ws: true } } },
  preview: { host: "127.0.0.1", proxy: { "/api": { target: api, ws: true } } },
  build: {
    manifest: true,
    // The content security policy allows fonts and images from 'self' only, so nothing becomes a data: URL.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  test: {
    environment: "happy-dom",
    // A context of its own for each file in two threads: as separate as processes, in a third of their time.
    pool: "vmThreads",
    maxWorkers: 2,
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
    // A first render loads a page's modules, which on a machine with other work takes its time.
    testTimeout: 20_000,
  },
});
