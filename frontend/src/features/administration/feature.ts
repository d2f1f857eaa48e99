import { ShieldCheck } from "lucide-react";
import type { Me } from "@/api/me";
import { defineFeature } from "@/app/feature";

const rights = ["identity:member:invite", "identity:organisation:vet", "identity:organisation:endorse", "identity:audit:read", "directory:platform_role:grant", "directory:contact_test:run"];

export default defineFeature({
  name: "administration",
  routes: [
    {
      path: "/administration",
      load: () => import("./Frame"),
      children: [
        { path: "/", load: () => import("./PeoplePage") },
        { path: "/applications", load: () => import("./ApplicationsPage") },
        { path: "/tests", load: () => import("./TestsPage") },
        { path: "/audit", load: () => import("./AuditPage") },
        { path: "/system", load: () => import("./SystemPage") },
      ],
    },
    { path: "/directory/applications/$applicationId", load: () => import("./ApplicationPage") },
  ],
  publicRoutes: [
    { path: "/apply", load: () => import("./public/ApplyPage") },
    { path: "/application", load: () => import("./public/StatusPage") },
    { path: "/contact-test", load: () => import("./public/ContactTestPage") },
  ],
  nav: [{ to: "/administration", label: "nav.administration", icon: ShieldCheck, order: 90, may: (me: Me) => rights.some((one) => me.permissions.includes(one)) }],
});
