/** What one can be in an organisation, the least first. */
export const roles = ["viewer", "member", "team_lead", "national_contact_point"] as const;
export type Role = (typeof roles)[number];

export function roleOf(value: string): Role {
  return roles.find((one) => one === value) ?? "member";
}
