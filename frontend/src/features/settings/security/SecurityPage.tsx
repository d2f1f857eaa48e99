import { useState } from "react";
import { ConfirmIdentity } from "../ConfirmIdentity";
import { Authenticator } from "./Authenticator";
import { Passkeys } from "./Passkeys";
import { Password } from "./Password";
import { Recovery, RecoveryDialog } from "./Recovery";
import { SessionList } from "./SessionList";

/** How one signs in, and where one is signed in. */
export default function SecurityPage() {
  const [codes, setCodes] = useState<string[]>([]);
  return (
    <>
      <Passkeys onCodes={setCodes} />
      <Authenticator onCodes={setCodes} />
      <Recovery onCodes={setCodes} />
      <Password />
      <SessionList />
      <RecoveryDialog codes={codes} onClose={() => setCodes([])} />
      <ConfirmIdentity />
    </>
  );
}
