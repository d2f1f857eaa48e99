import { MessageCircle } from "lucide-react";
import { defineFeature } from "@/app/feature";
import { useUnreadChat } from "./count";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function place(raw: Record<string, unknown>) {
  const id = (value: unknown) => (typeof value === "string" && uuid.test(value) ? value : undefined);
  return { message: id(raw.message), thread: id(raw.thread) };
}

export default defineFeature({
  name: "chat",
  routes: [
    {
      path: "/chat",
      load: () => import("./ChatPage"),
      children: [
        { path: "/", load: () => import("./NonePage") },
        { path: "/$channelId", load: () => import("./talk/ConversationPage"), search: place },
      ],
    },
  ],
  nav: [
    {
      to: "/chat",
      label: "nav.chat",
      icon: MessageCircle,
      order: 30,
      phone: true,
      may: (me) => me.permissions.includes("forum:chat:read"),
      useCount: useUnreadChat,
    },
  ],
  commands: () => import("./commands"),
});
