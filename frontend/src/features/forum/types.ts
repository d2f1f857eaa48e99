import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type TopicCard = Schemas["TopicCard"];
export type Topic = Schemas["TopicRead"];
export type TopicKind = Schemas["TopicKind"];
export type TopicCreate = Schemas["TopicCreate"];
export type Advisory = Schemas["Advisory"];
export type Indicator = Schemas["IndicatorRead"];
export type IndicatorType = Schemas["IndicatorType"];
export type Severity = Schemas["Severity"];
export type Post = Schemas["PostRead"];
export type PostPage = Schemas["Page_PostRead_"];
export type TopicPage = Schemas["Page_TopicCard_"];
export type Reaction = Schemas["ReactionUpdate"]["emoji"];
export type FlagReason = Schemas["FlagReason"];
export type FlaggedPost = Schemas["FlaggedPost"];
export type Acknowledgements = Schemas["Acknowledgements"];
export type TeamAnswer = Schemas["TeamAnswer"];
export type AcknowledgementStatus = Schemas["AcknowledgementStatus"];
export type Group = Schemas["GroupCard"];
export type LatestTopic = Schemas["LatestTopic"];
export type GroupMember = Schemas["GroupMemberRead"];
export type Person = Schemas["PersonCard"];
export type Audience = Schemas["AudienceRead"];
export type StoredFile = Schemas["FileRead"];
export type DraftRead = Schemas["DraftRead"];
export type Organisation = Schemas["OrganisationBrief"];
export type Level = Schemas["Level"];
export type Label = Schemas["Label"];

/** What a list of topics is narrowed to; it stands in the address as well. */
export interface Filters {
  group?: string;
  kind?: TopicKind;
  tag?: string;
  unread?: boolean;
  awaiting?: boolean;
  /** Of the topics of one person. */
  author?: string;
  /** Questions with an accepted answer, or without. */
  answered?: boolean;
  /** With posts that wait for me as moderator or steward. */
  flagged?: boolean;
  /** A group holds what is pinned above the rest; this is not in the address. */
  pinned?: boolean;
}

export const topicKinds = ["discussion", "question", "advisory", "best_practice"] as const satisfies readonly TopicKind[];
export const severities = ["low", "medium", "high", "critical"] as const satisfies readonly Severity[];
export const answers = ["acknowledged", "affected", "not_affected", "mitigated"] as const satisfies readonly AcknowledgementStatus[];
export const reactions = ["👍", "❤️", "🎉", "👀", "✅", "❓"] as const satisfies readonly Reaction[];
export const flagReasons = ["wrong_label", "personal_data", "inaccurate", "abuse", "other"] as const satisfies readonly FlagReason[];
export const indicatorTypes = [
  "ipv4", "ipv6", "domain", "url", "email", "md5", "sha1", "sha256", "filename", "other",
] as const satisfies readonly IndicatorType[];
