import { useState, type FormEvent } from "react";
import { post } from "@/api/client";
import type { SignInStep } from "@/api/types";
import { useSecretInLink } from "@/app/outside/useSecretInLink";
import { showLocale } from "@/app/preferences";
import { isLocale, localeNames, locales } from "@/i18n";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { PasswordInput, Select, TextInput } from "@/ui/TextInput";
import { Enrol } from "./Enrol";
import { Frame } from "./Frame";
import { NewPassword } from "./NewPassword";
import { SecondFactor } from "./SecondFactor";
import css from "./SignIn.module.css";
import { useText } from "./text";
import { useEnter } from "./useEnter";
import { useSignIn } from "./useSignIn";

/** Accepting an invitation: a name, a language, a password, and then the second factor. */
export default function InvitationPage() {
  const t = useText();
  const [token] = useSecretInLink();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const enter = useEnter();
  const signIn = useSignIn(() => enter());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!token) return;
    const given = { token, name, password, locale: t.locale };
    void signIn.attempt(() => post<SignInStep>("/api/v1/invitations/accept", given));
  };
  if (signIn.stage === "enrol") {
    return (
      <Frame title={t("enrol.title")} intro={t("enrol.intro")}>
        <Enrol onDone={() => void enter()} />
      </Frame>
    );
  }
  if (signIn.stage === "second_factor") {
    return (
      <Frame title={t("factor.title")} intro={t("factor.intro")}>
        <SecondFactor signIn={signIn} />
      </Frame>
    );
  }
  return (
    <Frame title={t("invitation.title")} intro={t("invitation.intro")}>
      {token ? (
        <form onSubmit={submit} className={css.step}>
          <FieldStack>
            <Field label={t("invitation.name")} hint={t("invitation.name.hint")}>
              <TextInput autoComplete="name" required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
            </Field>
            <Field label={t("invitation.language")}>
              <Select
                value={t.locale}
                options={locales.map((value) => ({ value, label: localeNames[value] }))}
                onChange={(value) => isLocale(value) && void showLocale(value)}
              />
            </Field>
            <NewPassword error={signIn.error ?? undefined}>
              <PasswordInput autoComplete="new-password" minLength={8} required value={password} onChange={(event) => setPassword(event.target.value)} />
            </NewPassword>
            <Button type="submit" variant="primary" wide busy={signIn.busy}>
              {t("invitation.submit")}
            </Button>
          </FieldStack>
        </form>
      ) : (
        <div className={css.step}>
          <Banner tone="warn">{t("invitation.incomplete")}</Banner>
        </div>
      )}
    </Frame>
  );
}
