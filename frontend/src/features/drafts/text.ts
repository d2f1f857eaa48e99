import { textHook } from "@/i18n";
import type en from "./i18n/en.json";

export const useText = textHook<typeof en>("drafts");
