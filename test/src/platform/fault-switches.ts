import { z } from 'zod';
import { fetchJson } from './json-http';
import { settings } from './settings';

const stateSchema = z.object({
  fault: z.string(),
  active: z.boolean(),
  until: z.string().nullable(),
  parameters: z.record(z.string(), z.unknown()).nullable(),
});

export type FaultState = z.infer<typeof stateSchema>;

/** The admin routes of one of our processes. */
export class FaultSwitches {
  readonly url: string;

  constructor(service: 'taskService' | 'consumer') {
    this.url = `http://127.0.0.1:${settings().ports[service]}/admin/faults`;
  }

  async list(): Promise<FaultState[]> {
    return (await fetchJson(this.url, z.object({ faults: z.array(stateSchema) }), { headers: headers() })).faults;
  }

  async inject(fault: string, parameters: Readonly<Record<string, unknown>>): Promise<FaultState> {
    const body = JSON.stringify(parameters);
    return fetchJson(`${this.url}/${fault}`, stateSchema, { method: 'PUT', headers: headers(), body });
  }

  /** Does nothing when the fault is not active. */
  async withdraw(fault: string): Promise<void> {
    const response = await fetch(`${this.url}/${fault}`, { method: 'DELETE', headers: headers() });
    if (response.status !== 204) throw new Error(`DELETE ${fault}: ${response.status} ${await response.text()}`);
  }
}

const headers = () => ({
  authorization: `Bearer ${settings().secrets.adminToken}`,
  'content-type': 'application/json',
});
