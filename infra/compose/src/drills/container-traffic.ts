import { DEFAULT_USERS, type TrafficControl } from '@firewatch/drills';
import { z } from 'zod';
import type { Project } from '../commands/project';
import { startTraffic, stopTraffic, TRAFFIC } from '../commands/traffic';
import { listContainers } from '../engine/containers';
import { askDocker } from '../engine/docker';

const environment = z.array(z.string());

/** Traffic as a container generates it, whose environment has the rate. It plays as many users as it does by default, whatever is asked for. */
export function containerTraffic(project: Project): TrafficControl {
  return {
    start: ({ rate }) => startTraffic(project, rate),
    stop: () => stopTraffic(project),
    async status() {
      const container = (await listContainers(project.model.name, TRAFFIC)).at(-1);
      if (container?.pid === undefined) return { running: false };
      const { id, pid } = container;
      const variables = environment.parse(
        JSON.parse(await askDocker(['inspect', '--format', '{{json .Config.Env}}', id])),
      );
      const rate = variables.find((variable) => variable.startsWith('TRAFFIC_RATE='))?.split('=')[1];
      return { running: true, pid, users: DEFAULT_USERS, ...(rate === undefined ? {} : { rate: Number(rate) }) };
    },
  };
}
