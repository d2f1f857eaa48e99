import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { CodeBlock } from "@/ui/CodeBlock";
import css from "./SignIn.module.css";
import { useText } from "./text";

/** The recovery codes, shown once: to copy, save or print, with a question whether that was done. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useText();
  const [kept, setKept] = useState(false);
  const save = () => {
    const url = URL.createObjectURL(new Blob([`Atalaya\n\n${codes.join("\n")}\n`], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = "atalaya-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div className={css.step}>
      <p>{t("codes.intro")}</p>
      <CodeBlock label={t("codes.label")} code={codes.join("\n")} />
      <Button icon={Download} onClick={save}>
        {t("codes.save")}
      </Button>
      <Checkbox label={t("codes.kept")} checked={kept} onChange={setKept} />
      <Button variant="primary" wide disabled={!kept} onClick={onDone}>
        {t("codes.done")}
      </Button>
    </div>
  );
}
