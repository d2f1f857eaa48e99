import { useMe } from "@/api/me";
import type { Schemas } from "@/api/types";
import { useShellText } from "@/i18n";
import type { Tlp } from "./TlpLabel";

/** Labels that a group, or the way one signed in, does not allow, each with the reason. */
export function useRefusedLabels(group: Pick<Schemas["GroupCard"], "visibility"> | undefined): Partial<Record<Tlp, string>> {
  const t = useShellText();
  const { strong } = useMe();
  const refused: Partial<Record<Tlp, string>> = {};
  if (group?.visibility === "hidden") {
    refused["TLP:CLEAR"] = t("label.refused.hidden");
    refused["TLP:GREEN"] = t("label.refused.hidden");
  }
  if (!strong) refused["TLP:RED"] = t("label.refused.passkey");
  return refused;
}
