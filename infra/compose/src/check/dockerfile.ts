/** A stage of a Dockerfile. */
export interface Stage {
  readonly name: string | undefined;
  /** What it is made of, the arguments' defaults in place: an image, or an earlier stage. */
  readonly base: string;
}

const ARGUMENT = /^ARG\s+(\w+)=(\S+)/;
const FROM = /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i;

/** The stages of a Dockerfile, in their order. */
export function stagesOf(dockerfile: string): readonly Stage[] {
  const defaults = new Map<string, string>();
  return dockerfile.split('\n').flatMap((line): readonly Stage[] => {
    const [, name, value] = ARGUMENT.exec(line) ?? [];
    if (name !== undefined && value !== undefined) defaults.set(name, value);
    const [, base, stage] = FROM.exec(line) ?? [];
    if (base === undefined) return [];
    const resolved = base.replaceAll(/\$\{?(\w+)\}?/g, (whole, argument: string) => defaults.get(argument) ?? whole);
    return [{ name: stage, base: resolved }];
  });
}

/** The images that a Dockerfile takes from elsewhere, each once. */
export function basesOf(dockerfile: string): readonly string[] {
  const stages = stagesOf(dockerfile);
  const own = ['scratch', ...stages.map(({ name }) => name)];
  return [...new Set(stages.map(({ base }) => base))].filter((base) => !own.includes(base));
}
