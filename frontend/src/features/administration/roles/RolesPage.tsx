import { useMay } from "@/api/me";
import { PlatformRoles } from "./PlatformRoles";
import { Suspended } from "./Suspended";

/** Who runs the platform, and which accounts are closed. */
export default function RolesPage() {
  const grants = useMay("directory:platform_role:grant");
  const suspends = useMay("identity:person:suspend");
  return (
    <>
      {grants && <PlatformRoles />}
      {suspends && <Suspended />}
    </>
  );
}
