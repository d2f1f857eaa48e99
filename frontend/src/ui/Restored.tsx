import { useShellText } from "@/i18n";
import { Banner } from "./Banner";
import { Button } from "./Button";

/** Says that what stands in a form was typed on an earlier visit, and lets it be thrown away. */
export function Restored({ draft }: { draft: { restored: boolean; clear: () => void } }) {
  const t = useShellText();
  if (!draft.restored) return null;
  return (
    <Banner
      action={
        <Button size="small" variant="quiet" onClick={draft.clear}>
          {t("ui.discard")}
        </Button>
      }
    >
      {t("ui.restored")}
    </Banner>
  );
}
