import { ShieldCheck } from "lucide-react";
import { defineFeature } from "@/app/feature";
import { auditFilters } from "./audit/filters";
import { pagesFor } from "./pages";
import { rolesSearch } from "./roles/search";

export default defineFeature({
  name: "administration",
  routes: [
    {
      path: "/administration",
      load: () => import("./Frame"),
      children: [
        { path: "/", load: () => import("./FirstTab") },
        { path: "/people", load: () => import("./people/PeoplePage") },
        { path: "/applications", load: () => import("./vetting/ApplicationsPage") },
        { path: "/tests", load: () => import("./tests/TestsPage") },
        { path: "/tests/$testId", load: () => import("./tests/TestPage") },
        { path: "/roles", load: () => import("./roles/RolesPage"), search: rolesSearch },
        { path: "/audit", load: () => import("./audit/AuditPage"), search: auditFilters },
        { path: "/system", load: () => import("./SystemPage") },
      ],
    },
    { path: "/directory/applications/$applicationId", load: () => import("./vetting/ApplicationPage") },
  ],
  publicRoutes: [
    { path: "/apply", load: () => import("./public/ApplyPage") },
    { path: "/application", load: () => import("./public/StatusPage") },
    { path: "/contact-test", load: () => import("./public/ContactTestPage") },
  ],
  nav: [{ to: "/administration", label: "nav.administration", icon: ShieldCheck, order: 90, may: (me) => pagesFor(me).length > 0 }],
});
