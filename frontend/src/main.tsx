import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { clearWith } from "@/api/anew";
import { followOtherWindows } from "@/app/otherWindows";
import { makeQueryClient } from "@/app/queryClient";
import { makeRouter } from "@/app/router";
import { setLocale } from "@/i18n";
import { initialLocale } from "@/i18n/store";
import { ToastRegion } from "@/ui/Toast";
import { TooltipLayer } from "@/ui/Tooltip";
import "@/styles/fonts.css";
import "@/styles/tokens.css";
import "@/styles/base.css";

const queryClient = makeQueryClient();
const router = makeRouter(queryClient);
followOtherWindows(queryClient);
// A browser may bring a page back as it was left, with whatever it held for whomever it was.
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());

async function start(): Promise<void> {
  await setLocale(initialLocale());
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  const screen = createRoot(root);
  clearWith(() => screen.unmount());
  screen.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <ToastRegion />
        <TooltipLayer />
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
