import { BookUser } from "lucide-react";
import { defineFeature } from "@/app/feature";
import { organisationKinds } from "./vocabulary";

const words = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value.slice(0, 100) : undefined);

function search(raw: Record<string, unknown>) {
  return {
    q: words(raw.q),
    country: typeof raw.country === "string" && /^[A-Z]{3}$/.test(raw.country) ? raw.country : undefined,
    kind: organisationKinds.find((kind) => kind === raw.kind),
    confirm: raw.confirm === true ? true : undefined,
  };
}

function scope(raw: Record<string, unknown>) {
  return { q: words(raw.q), scope: ["mine", "listed", "invitations"].find((one) => one === raw.scope) };
}

export default defineFeature({
  name: "directory",
  routes: [
    { path: "/directory", load: () => import("./OrganisationsPage"), search },
    { path: "/directory/organisations/$organisationId", load: () => import("./organisation/OrganisationPage") },
    { path: "/directory/overdue", load: () => import("./OverduePage"), search },
    { path: "/directory/people", load: () => import("./PeoplePage"), search },
    { path: "/directory/people/$personId", load: () => import("./PersonPage") },
    { path: "/directory/groups", load: () => import("./groups/GroupsPage"), search: scope },
    { path: "/directory/groups/$groupId", load: () => import("./groups/GroupPage") },
  ],
  nav: [{ to: "/directory", label: "nav.directory", icon: BookUser, order: 80 }],
  commands: () => import("./commands"),
});
