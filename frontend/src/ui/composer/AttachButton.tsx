import { Paperclip } from "lucide-react";
import { useRef } from "react";
import { useShellText } from "@/i18n";
import { IconButton } from "../Button";

/** Chooses files from this device. */
export function AttachButton({ onFiles, disabled }: { onFiles: (files: File[]) => void; disabled?: boolean }) {
  const t = useShellText();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton size="small" icon={Paperclip} label={t("composer.attach")} disabled={disabled} onClick={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </>
  );
}
