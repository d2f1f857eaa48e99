import type { useText } from "./text";

const known = [
  "forum_post_mention", "forum_post_reply", "forum_post_new", "forum_post_flagged", "forum_topic_new", "forum_acknowledgement_asked",
  "forum_acknowledgement_reminder", "forum_answer_accepted", "forum_practice_review", "directory_application_endorse",
  "directory_application_review", "directory_group_answer", "directory_group_admitted", "directory_group_refused",
  "directory_group_invitation", "directory_group_request", "chat_message_direct", "chat_message_mention", "chat_message_new",
  "strategies_edition_proposed", "strategies_edition_published", "strategies_edition_declined", "strategies_edition_confirm",
  "strategies_draft_mention", "strategies_draft_reply", "strategies_draft_comment", "strategies_draft_task",
  "strategies_draft_due", "strategies_draft_phase",
] as const;

/** A kind of notification in words; kinds of later services are named as they are. */
export function kindName(t: ReturnType<typeof useText>, kind: string): string {
  const key = known.find((one) => one === kind.replaceAll(".", "_"));
  return key ? t(`kind.${key}`) : t("kind.other", { kind });
}
