import { CircleAlert, FileText, X } from "lucide-react";
import { IconButton } from "@/ui/Button";
import { fileSize } from "../post/Attachments";
import { useText } from "../text";
import css from "./FileList.module.css";
import type { Attached, Uploading } from "./useFiles";

export interface FileListProps {
  files: Attached[];
  uploading: Uploading[];
  onRemove: (file: Attached) => void;
  onForget: (key: string) => void;
}

/** What will be sent along, what is on its way, and what was refused and why. */
export function FileList({ files, uploading, onRemove, onForget }: FileListProps) {
  const t = useText();
  if (files.length + uploading.length === 0) return null;
  return (
    <ul className={css.list} aria-label={t("attachments")}>
      {files.map((file) => (
        <li key={file.id} className={css.file}>
          <FileText size={16} aria-hidden />
          <span className={css.name}>{file.name}</span>
          <span className={css.size}>{fileSize(file.size)}</span>
          <IconButton size="small" icon={X} label={t("attachments.remove", { name: file.name })} onClick={() => onRemove(file)} />
        </li>
      ))}
      {uploading.map((one) => (
        <li key={one.key} className={css.file} role={one.problem ? "alert" : undefined}>
          {one.problem ? <CircleAlert size={16} className={css.bad} aria-hidden /> : <FileText size={16} aria-hidden />}
          <span className={css.name}>{one.name}</span>
          {one.problem ? (
            <>
              <span className={css.bad}>{one.problem}</span>
              <IconButton size="small" icon={X} label={t("attachments.remove", { name: one.name })} onClick={() => onForget(one.key)} />
            </>
          ) : (
            <progress value={one.share} max={1} aria-label={t("attachments.uploading", { name: one.name })} />
          )}
        </li>
      ))}
    </ul>
  );
}
