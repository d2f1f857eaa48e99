import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import { useState, type FormEvent } from "react";
import { api } from "@/api/client";
import { isProblem } from "@/api/problem";
import { useSecretInLink } from "@/app/outside/useSecretInLink";
import { Banner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { PasswordInput, TextInput } from "@/ui/TextInput";
import { Frame } from "./Frame";
import { NewPassword } from "./NewPassword";
import css from "./SignIn.module.css";
import { useText } from "./text";

export default function ResetPage() {
  const [token, forget] = useSecretInLink();
  return token ? <Confirm key={token} token={token} onAgain={forget} /> : <Ask />;
}

function Ask() {
  const t = useText();
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: () => api.POST("/api/v1/password-reset", { body: { email } }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <Frame title={t("reset.title")} intro={t("reset.intro")}>
      <div className={css.step}>
        {ask.isSuccess ? (
          <Banner tone="accent" icon={MailCheck} live>
            {t("reset.sent")}
          </Banner>
        ) : (
          <form onSubmit={submit}>
            <FieldStack>
              <Field label={t("email")} error={problemText(ask.error, t("error.unexpected"))}>
                <TextInput type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
              </Field>
              <Button type="submit" variant="primary" wide busy={ask.isPending}>
                {t("reset.submit")}
              </Button>
            </FieldStack>
          </form>
        )}
        <p className={css.forgot}>
          <Link to="/sign-in">{t("reset.back")}</Link>
        </p>
      </div>
    </Frame>
  );
}

function Confirm({ token, onAgain }: { token: string; onAgain: () => void }) {
  const t = useText();
  const [password, setPassword] = useState("");
  const confirm = useMutation({ mutationFn: () => api.POST("/api/v1/password-reset/confirm", { body: { token, password } }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  if (confirm.isSuccess) {
    return (
      <Frame title={t("reset.done.title")} intro={t("reset.done.intro")}>
        <div className={css.step}>
          <LinkButton to="/sign-in" variant="primary" wide>
            {t("submit")}
          </LinkButton>
        </div>
      </Frame>
    );
  }
  return (
    <Frame title={t("reset.new.title")}>
      <form onSubmit={submit} className={css.step}>
        <NewPassword error={problemText(confirm.error, t("error.unexpected"))}>
          <PasswordInput autoComplete="new-password" minLength={8} required value={password} onChange={(event) => setPassword(event.target.value)} />
        </NewPassword>
        <Button type="submit" variant="primary" wide busy={confirm.isPending}>
          {t("reset.new.submit")}
        </Button>
        {isProblem(confirm.error, "reset-refused") && <Button onClick={onAgain}>{t("reset.again")}</Button>}
      </form>
    </Frame>
  );
}

function problemText(error: unknown, otherwise: string): string | undefined {
  if (!error) return undefined;
  if (!isProblem(error)) return otherwise;
  return Object.values(error.fields)[0] ?? (error.detail || otherwise);
}
