/// <reference types="vite/client" />

declare module "virtual:early-texts/*" {
  /** Compiled messages; see tools/texts-plugin.ts. */
  const catalogue: Record<string, unknown>;
  export default catalogue;
}
