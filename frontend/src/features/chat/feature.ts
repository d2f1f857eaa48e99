import { MessageCircle } from "lucide-react";
import { idOf } from "@/api/ids";
import { defineFeature } from "@/app/feature";
import { useUnreadChat } from "./count";

function place(raw: Record<string, unknown>) {
  return { message: idOf(raw.message), thread: idOf(raw.thread) };
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
