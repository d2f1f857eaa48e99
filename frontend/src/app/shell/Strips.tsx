import { CloudOff, FlaskConical, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { useConnection, useLive } from "@/api/live";
import { useShellText } from "@/i18n";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";

/** What holds for the whole application: a demonstration, no link, a link that is being made again. */
export function Strips({ demonstration }: { demonstration: boolean }) {
  const t = useShellText();
  const live = useLive();
  const connection = useConnection();
  const broken = connection === "reconnecting";
  const [late, setLate] = useState(false);
  useEffect(() => {
    // A link that is back within two seconds is not worth a word.
    const timer = setTimeout(() => setLate(broken), broken ? 2000 : 0);
    return () => clearTimeout(timer);
  }, [broken]);
  return (
    <>
      {demonstration && (
        <Banner strip tone="accent" icon={FlaskConical}>
          {t("shell.demonstration")}
        </Banner>
      )}
      {connection === "offline" && (
        <Banner strip live tone="warn" icon={CloudOff}>
          {t("shell.offline")}
        </Banner>
      )}
      {broken && late && (
        <Banner
          strip
          live
          tone="warn"
          icon={RefreshCw}
          action={
            <Button size="small" variant="quiet" onClick={live.connectNow}>
              {t("shell.tryNow")}
            </Button>
          }
        >
          {t("shell.reconnecting")}
        </Banner>
      )}
    </>
  );
}
