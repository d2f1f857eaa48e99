import { createContext, useContext } from "react";

/**
 * Where floating things are attached: inside the open modal dialog (everything outside it is inert), else the body.
 * Native dialogs need no scroll-locking style element, which a strict content security policy would refuse.
 */
export const LayerContext = createContext<HTMLElement | null>(null);

export function useLayer(): HTMLElement | undefined {
  return useContext(LayerContext) ?? undefined;
}
