import type { Supervisor } from '@firewatch/native';
import type { TrafficControl } from './control';
import { readRequest, removeRequest, writeRequest } from './request-file';

/** The supervisor's name for `firewatch traffic run`. */
const PROCESS = 'traffic';

/** Traffic as the native platform's supervisor runs it. @param folder that holds the request */
export function nativeTraffic(supervisor: Supervisor, folder: string): TrafficControl {
  return {
    async start(request) {
      const { running } = await supervisor.state(PROCESS);
      writeRequest(folder, request);
      if (running) await supervisor.restart(PROCESS);
      else await supervisor.start(PROCESS);
      await supervisor.waitUntilReady(PROCESS);
    },
    async stop() {
      const { running } = await supervisor.state(PROCESS);
      await supervisor.stop(PROCESS);
      removeRequest(folder);
      return running;
    },
    async status() {
      const { running, pid } = await supervisor.state(PROCESS);
      if (!running) return { running };
      return { running, ...readRequest(folder), ...(pid === undefined ? {} : { pid }) };
    },
  };
}
