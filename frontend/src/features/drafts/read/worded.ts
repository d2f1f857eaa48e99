interface Part {
  level: number;
  html: string;
}

/** What is shown of the parts: those with text, and the chapters above such parts. */
export function worded<Shown extends Part>(sections: Shown[]): Shown[] {
  return sections.filter((one, at) => {
    if (one.html !== "" || one.level > 1) return one.html !== "";
    const next = sections.findIndex((other, index) => index > at && other.level === 1);
    return sections.slice(at + 1, next < 0 ? undefined : next).some((below) => below.html !== "");
  });
}
