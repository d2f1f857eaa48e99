import { cloneElement, lazy, Suspense, useState, type ReactElement, type ReactNode, type MouseEvent, type PointerEvent } from "react";
import type { MenuItems } from "./MenuContent";

const load = () => import("./MenuContent");
const OpenMenu = lazy(load);

type TriggerProps = {
  onClick?: (event: MouseEvent) => void;
  onPointerEnter?: (event: PointerEvent) => void;
  "aria-haspopup"?: "menu";
  "aria-expanded"?: boolean;
};

export interface MenuProps {
  trigger: ReactElement<TriggerProps>;
  /** What is in it: `{(m) => <m.Item onSelect={…}>…</m.Item>}`, with `m.Link`, `m.Choice` and `m.Separator`. */
  children: (m: MenuItems) => ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
}

/**
 * A menu of actions behind a button. The machinery of menus (positioning, type-ahead) is fetched when the pointer
 * or a press first reaches such a button, which keeps it out of the first load.
 */
export function Menu(props: MenuProps) {
  const [wanted, setWanted] = useState(false);
  const closed = cloneElement(props.trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onClick: () => setWanted(true),
    onPointerEnter: () => void load(),
  });
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenMenu {...props} />
    </Suspense>
  );
}
