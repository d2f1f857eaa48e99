import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import { CodeBlock } from "@/ui/CodeBlock";
import { Dialog } from "@/ui/Dialog";
import { Row, Stack } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import css from "../Directory.module.css";
import { keys } from "../queries";
import { useText } from "../text";
import type { Organisation } from "../vocabulary";

export interface ShowKeyProps {
  organisation: Organisation;
  shown: Schemas["KeyRead"];
  onClose: () => void;
}

/** The key itself, to write encrypted to the team: to copy, or as the file that OpenPGP programs import. */
export function ShowKey({ organisation, shown, onClose }: ShowKeyProps) {
  const t = useText();
  const { id, acronym, name } = organisation;
  const query = useQuery({
    queryKey: [...keys.organisation(id), "keys"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/organisations/{organisation_id}/keys", { params: { path: { organisation_id: id } }, signal })),
  });
  const armoured = query.data?.find((key) => key.id === shown.id)?.armoured;
  const file = `${(acronym || name).replace(/[^A-Za-z0-9]+/g, "-")}-${shown.fingerprint.slice(-16)}.asc`;
  return (
    <Dialog open onClose={onClose} title={t("keys.show")} size="large">
      <Pending query={query} compact lines={6} />
      {armoured && (
        <Stack>
          <Row>
            <a className={css.download} download={file} href={`data:application/pgp-keys,${encodeURIComponent(armoured)}`}>
              <Download size={18} aria-hidden /> {t("keys.download", { file })}
            </a>
          </Row>
          <CodeBlock label={t("keys.show")} code={armoured} />
        </Stack>
      )}
    </Dialog>
  );
}
