import { currentLocale } from "./store";
import { currentTimeZone } from "./zone";

/** Member states speak of themselves by ISO 3166 alpha-3 codes; the browser's names are kept by alpha-2. */
const alpha2: Record<string, string> = {
  ATG: "AG", ARG: "AR", BHS: "BS", BRB: "BB", BLZ: "BZ", BOL: "BO", BRA: "BR", CAN: "CA", CHL: "CL", COL: "CO",
  CRI: "CR", CUB: "CU", DMA: "DM", DOM: "DO", ECU: "EC", SLV: "SV", GRD: "GD", GTM: "GT", GUY: "GY", HTI: "HT",
  HND: "HN", JAM: "JM", MEX: "MX", NIC: "NI", PAN: "PA", PRY: "PY", PER: "PE", KNA: "KN", LCA: "LC", VCT: "VC",
  SUR: "SR", TTO: "TT", USA: "US", URY: "UY", VEN: "VE",
};

/** A country's name in the person's language, from its two- or three-letter code; else the code itself. */
export function countryName(code: string): string {
  const upper = code.toUpperCase();
  const short = alpha2[upper] ?? upper;
  if (!/^[A-Z]{2}$/.test(short)) return code;
  return new Intl.DisplayNames(currentLocale(), { type: "region" }).of(short) ?? code;
}

export function languageName(code: string): string {
  return new Intl.DisplayNames(currentLocale(), { type: "language" }).of(code) ?? code;
}

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(currentLocale(), options).format(value);
}

/** A moment on the person's own clock, unless the options name another zone; hours from 00 to 23, as logs and reports have them. */
export function formatDate(value: Date | string | number, options: Intl.DateTimeFormatOptions = { dateStyle: "medium" }): string {
  const timeZone = options.timeZone ?? currentTimeZone();
  return new Intl.DateTimeFormat(currentLocale(), { ...options, timeZone, hourCycle: "h23" }).format(new Date(value));
}
