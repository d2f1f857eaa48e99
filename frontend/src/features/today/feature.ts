import { House } from "lucide-react";
import { defineFeature } from "@/app/feature";

export default defineFeature({
  name: "today",
  routes: [{ path: "/", load: () => import("./TodayPage") }],
  nav: [{ to: "/", label: "nav.today", icon: House, order: 10, phone: true }],
});
