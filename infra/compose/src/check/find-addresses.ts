/** A place that something listens or is called at, as a text names it. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** `host:port`, after whatever stands before it: a scheme, a user, a flag. Of a host's letters the last is none that a time or a version has. */
const HOST_AND_PORT = /(?<![\w.%-])(?:\[::\]|[a-z0-9](?:[\w.-]*[a-z0-9])?)?:(\d{2,5})(?![\w.%-]|:\d)/gi;
const URL_WITHOUT_PORT = /\b(https?):\/\/(?:[^\s/@"']*@)?([\w.-]+)(?=[/?#"'\s,]|$)/gi;
/** Bash's own way to a server. */
const DEV_TCP = /\/dev\/tcp\/([\w.-]+)\/(\d{1,5})/g;

/** The addresses that a text names: `host:port`, URLs, `/dev/tcp/host/port`. Those of `:port` have the host `0.0.0.0`. */
export function findAddresses(text: string): readonly Address[] {
  const found: Address[] = [];
  for (const match of text.matchAll(HOST_AND_PORT)) {
    const host = match[0].slice(0, match[0].lastIndexOf(':'));
    found.push({ host: isEverywhere(host) ? '0.0.0.0' : host, port: Number(match[1]) });
  }
  for (const [, scheme = '', host = ''] of text.matchAll(URL_WITHOUT_PORT)) {
    found.push({ host, port: DEFAULT_PORTS[scheme.toLowerCase()] ?? 0 });
  }
  for (const [, host = '', port] of text.matchAll(DEV_TCP)) found.push({ host, port: Number(port) });
  return found.filter(({ host, port }) => port > 0 && port < 65_536 && !/^\d+$/.test(host));
}

const isEverywhere = (host: string): boolean => host === '' || host === '[::]';

/** Addresses that an environment gives in two variables: `PGHOST` and `PGPORT`, `HTTP_HOST` and `HTTP_PORT`. */
export function findSplitAddresses(environment: Readonly<Record<string, string | null>>): readonly Address[] {
  return Object.entries(environment).flatMap(([name, host]) => {
    const port = Number(environment[name.replace(/HOST$/, 'PORT')]);
    return /HOST$/.test(name) && host !== null && port > 0 ? [{ host, port }] : [];
  });
}

/** The ports that a command names by flags, which are its own: `--metrics-port 9190`, `-port=8474`. */
export function findOwnPorts(argv: readonly string[]): readonly number[] {
  return argv.flatMap((argument, index) => {
    const [flag = '', inline] = argument.split('=', 2);
    if (!/^--?(?:[\w.-]+-)?port$/.test(flag)) return [];
    const port = Number(inline ?? argv[index + 1]);
    return port > 0 ? [port] : [];
  });
}
