import type { Clocked } from '@firewatch/native';
import { z } from 'zod';

const schema = z.object({
  services: z.object({
    prometheus: z.object({ command: z.array(z.string()), volumes: z.array(z.looseObject({ target: z.string() })) }),
    alertmanager: z.object({ command: z.array(z.string()), volumes: z.array(z.looseObject({ target: z.string() })) }),
  }),
});

/** What the clock changes of what a container sees: where it sees it, by where it is in the rendered configuration. Folders hold nothing else. */
const RENDERED: Readonly<Record<Clocked, Readonly<Record<string, string>>>> = {
  prometheus: {
    'prometheus/prometheus.yml': '/etc/prometheus/prometheus.yml',
    'prometheus/rules': '/etc/prometheus/rules',
  },
  alertmanager: {
    'alertmanager/alertmanager.yml': '/etc/alertmanager/alertmanager.yml',
    'alertmanager/templates': '/etc/alertmanager/templates',
  },
};

/**
 * A second compose file, by which Prometheus and Alertmanager see the rendered configuration instead of the project's, and have the flags
 * of the clock. Else they are as in the first.
 * @param config the first, as `Compose.configuration` has it
 * @param folder the rendered configuration @param flags of Prometheus
 */
export function clockOverride(config: string, folder: string, flags: readonly string[]): string {
  const { services } = schema.parse(JSON.parse(config));
  const service = (name: Clocked, more: readonly string[]): string[] => {
    const { command, volumes } = services[name];
    const rendered = Object.entries(RENDERED[name]);
    const isReplaced = (target: string) => rendered.some(([, at]) => target === at || target.startsWith(`${at}/`));
    const mounts = rendered.map(([file, target]) => ({
      type: 'bind',
      source: `${folder}/${file}`,
      target,
      read_only: true,
    }));
    return [
      `  ${name}:`,
      // Whole lists: of the first file's rules none is to be left.
      `    command: !override ${JSON.stringify([...command, ...more])}`,
      `    volumes: !override ${JSON.stringify([...volumes.filter(({ target }) => !isReplaced(target)), ...mounts])}`,
    ];
  };
  return ['services:', ...service('prometheus', flags), ...service('alertmanager', []), ''].join('\n');
}
