/** For a registry to answer. */
const ANSWER_MS = 3_000;

const DOCKER_HUB = 'registry-1.docker.io';

/** @returns the host of the registry that an image comes from */
export function registryOf(image: string): string {
  const [first, ...rest] = image.split('/');
  const isHost = rest.length > 0 && first !== undefined && (/[.:]/.test(first) || first === 'localhost');
  return isHost && first !== 'docker.io' ? first : DOCKER_HUB;
}

/** @returns those of the images' registries that do not answer from here */
export async function silentRegistries(images: readonly string[]): Promise<string[]> {
  const hosts = [...new Set(images.map(registryOf))];
  const answers = await Promise.all(hosts.map(async (host) => ({ host, answers: await doesAnswer(host) })));
  return answers.filter((each) => !each.answers).map(({ host }) => host);
}

/** Any answer will do: without a log-in most say 401. */
async function doesAnswer(host: string): Promise<boolean> {
  try {
    await fetch(`https://${host}/v2/`, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_MS) });
    return true;
  } catch {
    return false;
  }
}
