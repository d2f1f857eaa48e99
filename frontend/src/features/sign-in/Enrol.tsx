import { useMutation } from "@tanstack/react-query";
import { KeyRound, Smartphone } from "lucide-react";
import { useState, type FormEvent } from "react";
import { api, body } from "@/api/client";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { ErrorState, Skeleton } from "@/ui/States";
import { Stepper } from "@/ui/Stepper";
import { TextInput } from "@/ui/TextInput";
import { CodeBlock } from "@/ui/CodeBlock";
import { RecoveryCodes } from "./RecoveryCodes";
import css from "./SignIn.module.css";
import { useText } from "./text";
import { PasskeyDismissed, passkeysSupported, registerPasskey } from "./webauthn";

/** Setting up the second factor that members of the network need, then keeping the recovery codes. */
export function Enrol({ onDone }: { onDone: () => void }) {
  const t = useText();
  const [codes, setCodes] = useState<string[] | null>(null);
  const [way, setWay] = useState<"choose" | "totp">("choose");
  const enrolled = (given: string[]) => (given.length > 0 ? setCodes(given) : onDone());
  const passkey = useMutation({ mutationFn: () => registerPasskey(t("enrol.passkey.name")), onSuccess: enrolled });
  const dismissed = passkey.error instanceof PasskeyDismissed;
  return (
    <div className={css.step}>
      <Stepper label={t("enrol.steps")} steps={[t("enrol.step.factor"), t("enrol.step.codes")]} current={codes ? 1 : 0} />
      {codes && <RecoveryCodes codes={codes} onDone={onDone} />}
      {!codes && way === "choose" && (
        <div className={css.ways}>
          {passkeysSupported && (
            <button type="button" className={css.way} disabled={passkey.isPending} onClick={() => passkey.mutate()}>
              <KeyRound size={24} aria-hidden />
              <span>
                <strong>{t("enrol.passkey")}</strong>
                <span>{t("enrol.passkey.detail")}</span>
              </span>
            </button>
          )}
          <button type="button" className={css.way} onClick={() => setWay("totp")}>
            <Smartphone size={24} aria-hidden />
            <span>
              <strong>{t("enrol.totp")}</strong>
              <span>{t("enrol.totp.detail")}</span>
            </span>
          </button>
          {dismissed && (
            <p role="alert" className={css.problem}>
              {t("passkey.dismissed")}
            </p>
          )}
          {passkey.error && !dismissed && <ErrorState compact error={passkey.error} />}
        </div>
      )}
      {!codes && way === "totp" && <Authenticator onEnrolled={enrolled} onBack={() => setWay("choose")} />}
    </div>
  );
}

function Authenticator({ onEnrolled, onBack }: { onEnrolled: (codes: string[]) => void; onBack: () => void }) {
  const t = useText();
  const [code, setCode] = useState("");
  const start = useMutation({ mutationFn: () => body(api.POST("/api/v1/me/totp")) });
  const confirm = useMutation({
    mutationFn: () => body(api.POST("/api/v1/me/totp/confirm", { body: { code: code.trim() } })),
    onSuccess: (answer) => onEnrolled(answer.recovery_codes),
  });
  if (start.isIdle) start.mutate();
  if (start.error) return <ErrorState compact error={start.error} onRetry={() => start.mutate()} />;
  if (!start.data) return <Skeleton height={240} />;
  const problem = isProblem(confirm.error) ? confirm.error.detail || t("error.unexpected") : confirm.error && t("error.unexpected");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form onSubmit={submit}>
      <FieldStack>
        <p>{t("enrol.totp.scan")}</p>
        <img className={css.qr} alt={t("enrol.totp.qr")} src={`data:image/svg+xml,${encodeURIComponent(start.data.qr_svg)}`} />
        <details>
          <summary>{t("enrol.totp.type")}</summary>
          <CodeBlock label={t("enrol.totp.secret")} code={start.data.secret} wrap />
        </details>
        <Field label={t("factor.totp.label")} hint={t("enrol.totp.hint")} error={problem}>
          <TextInput
            className={css.code}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={7}
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <div className={css.buttons}>
          <Button onClick={onBack}>{t("back")}</Button>
          <Button type="submit" variant="primary" busy={confirm.isPending}>
            {t("continue")}
          </Button>
        </div>
      </FieldStack>
    </form>
  );
}
