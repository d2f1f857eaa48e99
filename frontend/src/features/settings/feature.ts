import { Settings } from "lucide-react";
import { defineFeature } from "@/app/feature";

export default defineFeature({
  name: "settings",
  routes: [
    {
      path: "/settings",
      load: () => import("./SettingsPage"),
      children: [
        { path: "/", load: () => import("./ProfilePage") },
        { path: "/security", load: () => import("./security/SecurityPage") },
        { path: "/tokens", load: () => import("./TokensPage") },
        { path: "/keys", load: () => import("./KeysPage") },
      ],
    },
    { path: "/account/security", load: () => import("./ToSecurity") },
  ],
  nav: [{ to: "/settings", label: "nav.settings", icon: Settings, order: 95 }],
});
