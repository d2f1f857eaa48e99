import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { api, body } from "@/api/client";
import { meQuery } from "@/api/me";
import { session, useSessionExpired } from "@/api/session";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Skeleton } from "@/ui/States";
import { features } from "../features";
import { forgetAnswers } from "../queryClient";
import css from "./SessionDialog.module.css";

const declared = features.find((feature) => feature.signInAgain)?.signInAgain;
const SignInAgain = declared && lazy(declared);

/** Asks for the credentials over the page when a session has ended; what is being typed stays behind it. */
export function SessionDialog() {
  const t = useShellText();
  const expired = useSessionExpired();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signedIn = async () => {
    const before = queryClient.getQueryData(meQuery.queryKey);
    const me = await body(api.GET("/api/v1/me"));
    if (before && before.person.id !== me.person.id) {
      // Somebody else at this desk: neither what the first person had loaded nor what waits to be sent is theirs.
      session.end();
      window.location.assign("/");
      return;
    }
    queryClient.setQueryData(meQuery.queryKey, me);
    session.begin();
    await queryClient.invalidateQueries();
  };
  const leave = () => {
    session.end();
    void navigate({ to: "/sign-in" }).then(() => forgetAnswers(queryClient));
  };
  return (
    <Dialog open={expired} onClose={() => {}} insist size="small" title={t("session.title")} variant="sheet">
      <p className={css.detail}>{t("session.detail")}</p>
      <Suspense fallback={<Skeleton />}>{SignInAgain && <SignInAgain onSignedIn={() => void signedIn()} />}</Suspense>
      <div className={css.leave}>
        <Button variant="quiet" wide onClick={leave}>
          {t("session.leave")}
        </Button>
      </div>
    </Dialog>
  );
}
