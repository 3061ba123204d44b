import fs from 'node:fs';
import path from 'node:path';
import type { Platform } from '@firewatch/drills';
import { components, ensureInstalled, setClock, type GoArtefact } from '@firewatch/native';
import { requireRunning, type Project } from '../commands/project';
import { describeState, healthOf } from '../commands/status';
import { containerAlertPath } from './container-alert-path';
import { ContainerProcesses } from './container-processes';
import { containerTraffic } from './container-traffic';

/** Seconds; what infra/config/prometheus/prometheus.yml says, which is what Prometheus has here at rest. */
const SCRAPE_INTERVAL = 15;
/** In Alertmanager's container. */
const WEBHOOKS = '/etc/alertmanager/webhooks';
/** They judge what a clock makes of rules, routes and templates. */
const CHECKERS = ['promtool', 'amtool'];

/** The platform in containers, as drills see it; makes the folder of what runs. @param guardCommand program and arguments that run the guard of a drill on it */
export function containerPlatform(project: Project, guardCommand: Platform['guardCommand']): Platform {
  const { settings, paths, model } = project;
  fs.mkdirSync(paths.run, { recursive: true });
  const processes = new ContainerProcesses(project);
  const alertPath = containerAlertPath(project, processes);
  return {
    runtime: 'compose',
    settings,
    paths,
    processes,
    traffic: containerTraffic(project),
    setClock: async (clock) => {
      await ensureInstalled(checkers(), paths);
      await setClock({
        ...clock,
        alertPath,
        paths: { ...paths, config: path.join(paths.run, 'alert-path') },
        settings: { ...settings, scrapeIntervalSeconds: SCRAPE_INTERVAL },
        webhooks: WEBHOOKS,
      });
    },
    findSick: async () => {
      const states = new Map((await requireRunning(project)).map((state) => [state.service, state]));
      return model.services.flatMap((service) => {
        const state = states.get(service.name);
        // What was left out of the start is not sick: what it takes with it, the drill sees by its targets.
        const isSick = state !== undefined && healthOf(service, state) === 'unhealthy';
        return isSick ? [`${service.name} (${describeState(state)})`] : [];
      });
    },
    guardCommand,
  };
}

function checkers(): readonly GoArtefact[] {
  const artefacts = components.flatMap((component) => component.artefacts ?? []);
  return artefacts.filter((one): one is GoArtefact => one.kind === 'go' && CHECKERS.includes(one.binary));
}
