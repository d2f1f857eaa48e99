import { Navigate } from "@tanstack/react-router";
import { useMe } from "@/api/me";
import { Nothing } from "./Nothing";
import { pagesFor } from "./pages";

/** Opens the first page that the person may use, or says that there is none. */
export default function FirstTab() {
  const first = pagesFor(useMe())[0];
  return first ? <Navigate to={first.to} replace /> : <Nothing />;
}
