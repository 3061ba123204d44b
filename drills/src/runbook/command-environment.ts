import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** What make and npm tell their children, and what would colour the output. */
const LEFT_OUT =
  /^(?:MAKE(?:FLAGS|LEVEL|FILES|FILE_LIST|OVERRIDES|_TERMOUT|_TERMERR)|MFLAGS|npm_.*|INIT_CWD|FORCE_COLOR|CLICOLOR_FORCE|COLORTERM)$/i;

/**
 * The environment of a runbook's command: that of this process without what a make or npm around it has set, which a person's terminal
 * would not have either, with no colours, and with `bin` first on the PATH.
 */
export function commandEnvironment(env: Environment, bin: string): Record<string, string> {
  // make hands the variables of its command line down as environment too: `make drill RATE=5` must not set the RATE of a step's make.
  const ofMake = [...(env['MAKEFLAGS'] ?? '').matchAll(/(?:^|\s)(\w+)=/g)].map(([, name]) => name);
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !LEFT_OUT.test(entry[0]) && !ofMake.includes(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [bin, env['PATH']].filter(Boolean).join(path.delimiter),
    NO_COLOR: '1',
    TERM: 'dumb',
  };
}
