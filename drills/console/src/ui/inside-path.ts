const LOOPBACK = ['localhost', '127.0.0.1'];

/** @returns path, query and fragment of a URL of the console itself, by whichever name of this machine; undefined for any other */
export function insidePath(href: string, here: string): string | undefined {
  if (!URL.canParse(href, here)) return undefined;
  const url = new URL(href, here);
  const own = new URL(here);
  const isSameHost =
    url.hostname === own.hostname || [url.hostname, own.hostname].every((name) => LOOPBACK.includes(name));
  return isSameHost && url.port === own.port && url.protocol === own.protocol
    ? url.pathname + url.search + url.hash
    : undefined;
}
