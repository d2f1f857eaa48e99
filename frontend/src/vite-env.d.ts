/// <reference types="vite/client" />

declare module "virtual:early-texts/*" {
  const catalogue: Record<string, import("../tools/compile-message").Compiled>;
  export default catalogue;
}
