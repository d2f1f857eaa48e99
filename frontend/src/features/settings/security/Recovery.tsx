import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { meQuery, useMe } from "@/api/me";
import { Button } from "@/ui/Button";
import { CodeBlock } from "@/ui/CodeBlock";
import { useConfirming } from "@/ui/Confirming";
import { Dialog } from "@/ui/Dialog";
import { Line } from "@/ui/List";
import { Intro, Section } from "@/ui/Page";
import { toast } from "@/ui/Toast";
import { confirmed } from "../confirm";
import { useText } from "../text";

export function Recovery({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const t = useText();
  const { recovery_codes, totp, passkeys } = useMe();
  const queryClient = useQueryClient();
  const { ask, dialog } = useConfirming();
  const make = useMutation({
    mutationFn: () => confirmed(() => body(api.POST("/api/v1/me/recovery-codes"))),
    onSuccess: (made) => {
      onCodes(made.recovery_codes);
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  const start = () => {
    // Without codes left there are none that the new ones would put out of use.
    if (recovery_codes === 0) make.mutate(undefined, { onError: toast.failed });
    else ask({ title: t("recovery.new.title"), detail: t("recovery.new.detail", { count: recovery_codes }), confirm: t("recovery.new"), act: () => make.mutateAsync() });
  };
  if (!totp && passkeys === 0) {
    return (
      <Section title={t("recovery")} framed flush>
        <Line>{t("recovery.first")}</Line>
      </Section>
    );
  }
  return (
    <Section title={t("recovery")} framed flush>
      <Line
        end={
          <Button size="small" busy={make.isPending} onClick={start}>
            {t("recovery.new")}
          </Button>
        }
      >
        {t("recovery.left", { count: recovery_codes })}
      </Line>
      {dialog}
    </Section>
  );
}

/** New codes, shown once. */
export function RecoveryDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const t = useText();
  return (
    <Dialog
      open={codes.length > 0}
      insist
      onClose={onClose}
      title={t("recovery")}
      size="small"
      actions={
        <Button variant="primary" onClick={onClose}>
          {t("recovery.done")}
        </Button>
      }
    >
      <Intro>{t("recovery.keep")}</Intro>
      <CodeBlock label={t("recovery")} code={codes.join("\n")} />
    </Dialog>
  );
}
