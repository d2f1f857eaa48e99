import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api, body } from "@/api/client";
import type { SignInOptions } from "@/api/types";
import { ErrorState, Skeleton } from "@/ui/States";
import { Credentials } from "./Credentials";
import { Demonstration } from "./Demonstration";
import { Enrol } from "./Enrol";
import { Frame } from "./Frame";
import { SecondFactor } from "./SecondFactor";
import css from "./SignIn.module.css";
import { useText } from "./text";
import { useEnter } from "./useEnter";
import { useSignIn } from "./useSignIn";

const optionsQuery = {
  queryKey: ["sign-in", "options"],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET("/api/v1/sign-in/options", { signal })),
};

export default function SignInPage() {
  const t = useText();
  const options = useQuery(optionsQuery);
  if (options.data) return <Ready options={options.data} />;
  return (
    <Frame title={t("title")}>
      <div className={css.step}>
        {options.error ? <ErrorState error={options.error} onRetry={() => void options.refetch()} /> : <Skeleton lines={6} />}
      </div>
    </Frame>
  );
}

function Ready({ options }: { options: SignInOptions }) {
  const t = useText();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const goInside = useEnter();
  const enter = () => goInside(next);
  const own = useSignIn(enter, options);
  const demonstration = useSignIn(enter);
  const signIn = demonstration.stage === "credentials" ? own : demonstration;
  if (signIn.stage === "second_factor") {
    return (
      <Frame title={t("factor.title")} intro={t("factor.intro")}>
        <SecondFactor signIn={signIn} />
      </Frame>
    );
  }
  if (signIn.stage === "enrol") {
    return (
      <Frame title={t("enrol.title")} intro={t("enrol.intro")}>
        <Enrol onDone={() => void enter()} />
      </Frame>
    );
  }
  const demonstrates = options.demonstration.length > 0;
  return (
    <Frame title={t("title")} intro={demonstrates ? undefined : t("intro")}>
      {demonstrates && <Demonstration people={options.demonstration} signIn={demonstration} />}
      {demonstrates && <h2 className={css.own}>{t("own")}</h2>}
      <Credentials signIn={own} providers={options.oidc} next={next} />
    </Frame>
  );
}
