import { Tooltip as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import css from "./floating.module.css";
import { useLayer } from "./layer";

/** One provider around the application makes neighbouring tooltips open without delay. */
export const TooltipProvider = Radix.Provider;

export interface TooltipProps {
  text: ReactNode;
  children: ReactElement;
  side?: "top" | "right" | "bottom" | "left";
}

/** A short hint on hover and focus. Never the only place where something can be read. */
export function Tooltip({ text, children, side = "bottom" }: TooltipProps) {
  const layer = useLayer();
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={layer}>
        <Radix.Content className={css.tooltip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
