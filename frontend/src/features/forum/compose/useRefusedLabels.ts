import { useMe } from "@/api/me";
import type { Tlp } from "@/ui/TlpLabel";
import { useText } from "../text";
import type { Group } from "../types";

/** Labels that a group, or the way one signed in, does not allow, each with the reason. */
export function useRefusedLabels(group: Pick<Group, "visibility"> | undefined): Partial<Record<Tlp, string>> {
  const t = useText();
  const { strong } = useMe();
  const refused: Partial<Record<Tlp, string>> = {};
  if (group?.visibility === "hidden") {
    refused["TLP:CLEAR"] = t("label.refused.hidden");
    refused["TLP:GREEN"] = t("label.refused.hidden");
  }
  if (!strong) refused["TLP:RED"] = t("label.refused.passkey");
  return refused;
}
