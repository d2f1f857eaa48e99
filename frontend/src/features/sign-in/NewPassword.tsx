import type { ReactNode } from "react";
import { Field } from "@/ui/Field";
import { useText } from "./text";

/** The field for a new password, with the one rule there is: length. */
export function NewPassword({ children, error }: { children: ReactNode; error?: string }) {
  const t = useText();
  return (
    <Field label={t("password.new")} hint={t("password.hint")} error={error}>
      {children}
    </Field>
  );
}
