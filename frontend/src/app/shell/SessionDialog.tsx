import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { api, body } from "@/api/client";
import { meQuery } from "@/api/me";
import { session, useSessionExpired } from "@/api/session";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Skeleton } from "@/ui/States";
import { features } from "../features";
import { leave } from "../leave";
import css from "./SessionDialog.module.css";

const declared = features.find((feature) => feature.signInAgain)?.signInAgain;
const SignInAgain = declared && lazy(declared);

/** Asks for the credentials over the page when a session has ended; what is being typed stays behind it. */
export function SessionDialog() {
  const t = useShellText();
  const expired = useSessionExpired();
  const queryClient = useQueryClient();
  const signedIn = async () => {
    // Not through the cache: what it asks meanwhile waits for this very answer.
    const me = await body(api.GET("/api/v1/me"));
    if (!session.begin(me.person.id)) return;
    queryClient.setQueryData(meQuery.queryKey, me);
    await queryClient.invalidateQueries();
  };
  return (
    <Dialog open={expired} onClose={() => {}} insist size="small" title={t("session.title")} variant="sheet">
      <p className={css.detail}>{t("session.detail")}</p>
      <Suspense fallback={<Skeleton />}>{SignInAgain && <SignInAgain onSignedIn={signedIn} />}</Suspense>
      <div className={css.leave}>
        <Button variant="quiet" wide onClick={() => leave({ signedOut: false })}>
          {t("session.leave")}
        </Button>
      </div>
    </Dialog>
  );
}
