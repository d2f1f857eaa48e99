import { FileUp } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { useShellText } from "@/i18n";
import { Button } from "./Button";
import { cx } from "./cx";
import css from "./FilePicker.module.css";

export interface FilePickerProps {
  file: File | null;
  onChange: (file: File) => void;
  /** What the dialog of the system offers first, such as ".pdf,.docx". */
  accept?: string;
  /** From 0 to 1 while it is sent. */
  share?: number;
}

/** One file from this device, chosen or dropped; inside a Field that is a group. */
export function FilePicker({ file, onChange, accept, share }: FilePickerProps) {
  const t = useShellText();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onChange(dropped);
  };
  return (
    <div
      className={cx(css.place, over && css.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Button icon={FileUp} onClick={() => picker.current?.click()}>{t("ui.file.choose")}</Button>
      <span className={file ? css.name : css.hint} role="status">{file ? file.name : t("ui.file.drop")}</span>
      {share !== undefined && <progress value={share} aria-label={t("ui.file.sending")} />}
      <input
        ref={picker}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) onChange(chosen);
          event.target.value = "";
        }}
      />
    </div>
  );
}
