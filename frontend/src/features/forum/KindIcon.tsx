import { BookCheck, CircleQuestionMark, MessagesSquare, ShieldAlert, type LucideIcon } from "lucide-react";
import type { TopicKind } from "./types";

export const kindIcons: Record<TopicKind, LucideIcon> = {
  discussion: MessagesSquare,
  question: CircleQuestionMark,
  advisory: ShieldAlert,
  best_practice: BookCheck,
};
