import { Navigate, redirect } from "@tanstack/react-router";

/** The address that mails about an account's security give. */
export function loader() {
  throw redirect({ to: "/settings/security", replace: true });
}

export default function ToSecurity() {
  return <Navigate to="/settings/security" replace />;
}
