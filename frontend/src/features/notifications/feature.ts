import { defineFeature } from "@/app/feature";

export default defineFeature({
  name: "notifications",
  routes: [
    {
      path: "/notifications",
      load: () => import("./NotificationsPage"),
      search: (raw) => ({ unread: raw.unread === true ? true : undefined }),
    },
    { path: "/notifications", within: "/settings", load: () => import("./PreferencesPage") },
  ],
  publicRoutes: [{ path: "/unsubscribe/$token", load: () => import("./UnsubscribePage") }],
  topBar: [{ order: 10, load: () => import("./Bell") }],
});
