import { Time } from "@/ui/Time";
import { useText } from "./text";

/** When a key or token was last used. */
export function Used({ at }: { at: string | null }) {
  const t = useText();
  return (
    <span>
      {at ? (
        <>
          {t("used")} <Time at={at} />
        </>
      ) : (
        t("used.never")
      )}
    </span>
  );
}
