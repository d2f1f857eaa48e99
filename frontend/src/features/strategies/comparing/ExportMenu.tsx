import { Download } from "lucide-react";
import { Button } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { useText } from "../text";

export interface ExportMenuProps {
  /** The address of the file in each form. */
  file: (format: "xlsx" | "pdf") => string;
  /** What is taken along: only what everybody reads is exported. */
  texts?: readonly { public: boolean }[];
}

/** What a page shows, to take along as a workbook or a PDF. Nothing where the server would refuse. */
export function ExportMenu({ file, texts = [] }: ExportMenuProps) {
  const t = useText();
  if (!texts.every((one) => one.public)) return null;
  return (
    <Menu trigger={<Button icon={Download}>{t("export")}</Button>}>
      {(m) => (["xlsx", "pdf"] as const).map((format) => (
        <m.Item key={format} onSelect={() => window.location.assign(file(format))}>
          {t(`compare.file.${format}`)}
        </m.Item>
      ))}
    </Menu>
  );
}
