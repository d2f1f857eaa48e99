import { Download, FileText } from "lucide-react";
import { formatNumber } from "@/i18n";
import { useText } from "../text";
import type { StoredFile } from "../types";
import css from "./Attachments.module.css";

/** A size in the units that people know: 1 kB is 1000 bytes. */
export function fileSize(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return formatNumber(bytes / 1000 ** step, { style: "unit", unit: units[step], unitDisplay: "short", maximumFractionDigits: step === 0 ? 0 : 1 });
}

/** The files of a post. Pictures that the text shows already are not repeated. */
export function Attachments({ files, html }: { files: StoredFile[]; html: string }) {
  const t = useText();
  const listed = files.filter((file) => !(file.inline && html.includes(file.id)));
  if (listed.length === 0) return null;
  return (
    <ul className={css.list} aria-label={t("attachments")}>
      {listed.map((file) => (
        <li key={file.id}>
          <a href={file.url} download={file.name} className={css.file}>
            <FileText size={20} aria-hidden />
            <span className={css.words}>
              <span className={css.name}>{file.name}</span>
              <span className={css.facts}>
                {file.media_type.split(";")[0]} · {fileSize(file.size)}
              </span>
            </span>
            <Download size={18} aria-hidden />
            <span className="visually-hidden">{t("attachments.download")}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
