import type { Schemas } from "@/api/types";

export type Draft = Schemas["StrategyDraftRead"];
export type Card = Schemas["DraftCard"];
export type Outlined = Schemas["SectionOutline"];
export type Section = Schemas["SectionRead"];
export type Phase = Schemas["Phase"];
export type Because = Schemas["Because"];
export type Precedent = Schemas["Precedent"];
export type Coverage = Schemas["CoverageRead"];
export type Element = Schemas["ElementCovered"];
export type Comment = Schemas["CommentRead"];
export type Task = Schemas["TaskRead"];
export type Source = Schemas["SourceRead"];
export type Person = Schemas["PersonCard"];
export type Expertise = Schemas["Expertise"];

export const phases = ["initiation", "stocktaking", "production", "consultation", "adoption"] as const satisfies readonly Phase[];
export const vocabularies = ["ncs-guide-2021", "enisa-ncss-2016", "cmm-2021"] as const;
export const languages = ["en", "es", "pt", "fr"] as const;
export const kindsOfExpertise = ["drafting", "legal", "technical", "risk", "economy", "review"] as const satisfies readonly Expertise[];
