import type { Schemas } from "@/api/types";

export type Kind = Schemas["OrganisationKind"];
export type Organisation = Schemas["OrganisationRead"];
export type Group = Schemas["GroupRead"];
export type Admission = Schemas["AdmissionRead"];

export const organisationKinds = [
  "national_csirt", "sectoral_csirt", "government", "secretariat", "academic", "private", "civil_society", "international",
] as const satisfies readonly Kind[];

export const rfcSections = [
  "document_information", "contact_information", "charter", "policies", "services", "incident_reporting_forms", "disclaimers",
] as const satisfies readonly (keyof Schemas["Rfc2350-Output"])[];

export interface Filters {
  q?: string;
  country?: string;
  kind?: Kind;
  confirm?: boolean;
}
