/** Headings of the second level, outside of code. */
export const headingsOf = (body: string): readonly string[] =>
  [...body.replace(/^```.*?^```$/gms, '').matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading.trim());

/** @returns e.g. `way-back` of `Way back` */
export const headingId = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]+/g, '-');
