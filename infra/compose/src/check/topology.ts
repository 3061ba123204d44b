import type { Project, Service } from './project';

const POD = 'service:';

/** The service whose network namespace a service lives in: its own, or that of its pod. */
export function podOf(project: Project, name: string): string {
  const mode = project.services[name]?.network_mode;
  return mode?.startsWith(POD) === true ? mode.slice(POD.length) : name;
}

/** The services of a network namespace. */
export function membersOf(project: Project, pod: string): readonly string[] {
  return Object.keys(project.services).filter((name) => podOf(project, name) === pod);
}

/** The networks that a service is on, by itself or with its pod. */
export function networksOf(project: Project, name: string): readonly string[] {
  return Object.keys(project.services[podOf(project, name)]?.networks ?? {});
}

/** Who answers to a name on a network: a pod, since Compose gives no name to what lives in another's network namespace. */
export function findHost(project: Project, host: string, networks: readonly string[]): string | undefined {
  return Object.entries(project.services).find(([name, service]) =>
    networks.some(
      (network) => Object.hasOwn(service.networks, network) && namesOf(name, service, network).includes(host),
    ),
  )?.[0];
}

/** Whether a name is that of a service or one of its aliases on any network. */
export function isHost(project: Project, host: string): boolean {
  return findHost(project, host, Object.keys(project.networks)) !== undefined;
}

/** A service that runs once: it is not started anew when it ends, or others wait for its end. */
export function isJob(project: Project, name: string): boolean {
  const isAwaited = Object.values(project.services).some(
    ({ depends_on: dependencies }) => dependencies[name]?.condition === 'service_completed_successfully',
  );
  return isAwaited || project.services[name]?.restart === 'no';
}

/** Whether the file gives it a health check, and does not switch it off. */
export function hasHealthCheck(project: Project, name: string): boolean {
  const check = project.services[name]?.healthcheck;
  return check != null && check.disable !== true && check.test[0] !== 'NONE' && check.test.length > 0;
}

function namesOf(name: string, service: Service, network: string): readonly string[] {
  return [name, ...(service.networks[network]?.aliases ?? [])];
}
