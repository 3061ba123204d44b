import { endpoints, type Settings } from '@firewatch/native';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { get } from '../http/get-json';
import { READY_TIMEOUT_MS, restartAndWait, startAndWait } from './bring-back';
import type { Fault, FaultContext } from './fault';

type Spec = Extract<FaultSpec, { name: 'sidecar-without-component' }>;
type Sidecar = Spec['process'];

/** What a sidecar says of a store that it does not have; the second when it has no other either. */
const NO_STORE = /ERR_STATE_STORE_NOT_(?:FOUND|CONFIGURED)/;

/** A sidecar has come up without its state store, because Redis was away just then, and stays without it. */
export function sidecarWithoutComponent(
  { process: name, without }: Spec,
  { settings, processes }: FaultContext,
): Fault {
  const lacksStore = async () => NO_STORE.test(await readState(settings, name));
  return {
    title: `${name} has started while ${without} was away`,
    async inject() {
      await processes.stop(without);
      try {
        await processes.crash(name);
        await processes.waitUntilReady(name, READY_TIMEOUT_MS);
      } finally {
        await startAndWait(processes, without);
      }
    },
    async missing() {
      return (await lacksStore()) ? undefined : `${name} has its state store`;
    },
    async withdraw() {
      await startAndWait(processes, without);
      await startAndWait(processes, name);
      if (!(await lacksStore())) return;
      await restartAndWait(processes, name);
    },
  };
}

/** What the sidecar answers to whoever reads a key of the store that nobody has written. */
async function readState(settings: Settings, sidecar: Sidecar): Promise<string> {
  const { taskServiceDapr, consumerDapr } = endpoints(settings);
  const { taskServiceDaprApiToken, consumerDaprApiToken } = settings.secrets;
  const { url, token } = {
    'task-service-daprd': { url: taskServiceDapr, token: taskServiceDaprApiToken },
    'consumer-daprd': { url: consumerDapr, token: consumerDaprApiToken },
  }[sidecar];
  const { body } = await get(`${url}/v1.0/state/statestore/drill`, { headers: { 'dapr-api-token': token } });
  return body;
}
