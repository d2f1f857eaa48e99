import type { Me } from "@/api/me";

/** The pages of the administration in their order, and the permissions of which one is enough. */
const pages = [
  { to: "/administration/people", text: "tab.people", needs: ["identity:member:invite"] },
  { to: "/administration/applications", text: "tab.applications", needs: ["identity:organisation:vet", "identity:organisation:endorse"] },
  { to: "/administration/tests", text: "tab.tests", needs: ["directory:contact_test:run"] },
  { to: "/administration/roles", text: "tab.roles", needs: ["directory:platform_role:grant", "identity:person:suspend"] },
  { to: "/administration/audit", text: "tab.audit", needs: ["identity:audit:read"] },
  { to: "/administration/system", text: "tab.system", needs: ["directory:platform_role:grant"] },
] as const;

/** Those that a person may use. */
export function pagesFor({ permissions }: Me) {
  return pages.filter((page) => page.needs.some((one) => permissions.includes(one)));
}

/** The page to which an address belongs, whether the person may use it or not. */
export function pageAt(path: string) {
  return pages.find((page) => path === page.to || path.startsWith(`${page.to}/`));
}
