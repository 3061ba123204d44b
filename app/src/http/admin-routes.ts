import { z } from 'zod';
import { AppError } from '../errors';
import type { Fault } from '../faults/fault';
import type { FaultSwitches } from '../faults/fault-switches';
import { faultAnswer } from './answers';
import { parseInput } from './parse';
import { defineRoute, reply, type Route } from './route';

const faultParams = z.strictObject({ fault: z.string() });

/** Which fields there are is each fault's own business, and checked by its schema. */
const faultSetting = z
  .looseObject({})
  .meta({ description: '`seconds`, after which the fault ends by itself, and the parameters of the fault' });

/** What operators and drills may do to a process. */
export function adminRoutes(faults: FaultSwitches): Route<'admin'>[] {
  return [
    defineRoute({
      method: 'get',
      path: '/admin/faults',
      operationId: 'listFaults',
      tag: 'admin',
      summary: 'The faults of this process',
      access: 'admin',
      answers: {
        200: { description: 'Every fault, active or not', schema: z.strictObject({ faults: z.array(faultAnswer) }) },
      },
      handle: () => reply(200, { faults: faults.states() }),
    }),
    defineRoute({
      method: 'put',
      path: '/admin/faults/:fault',
      operationId: 'injectFault',
      tag: 'admin',
      summary: 'Switch a fault on',
      access: 'admin',
      params: faultParams,
      body: faultSetting,
      answers: { 200: { description: 'The fault', schema: faultAnswer } },
      errors: ['fault_not_found'],
      handle({ params, body }) {
        const fault = faultOf(params.fault, faults);
        faults.inject(fault, parseInput(fault.setting, body, 'body'));
        return reply(200, faults.state(fault.name));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/admin/faults/:fault',
      operationId: 'withdrawFault',
      tag: 'admin',
      summary: 'Switch a fault off',
      description: 'Harmless to repeat.',
      access: 'admin',
      params: faultParams,
      answers: { 204: { description: 'It is off' } },
      errors: ['fault_not_found'],
      handle({ params }) {
        faults.withdraw(faultOf(params.fault, faults).name, 'on request');
        return reply(204);
      },
    }),
  ];
}

function faultOf(name: string, faults: FaultSwitches): Fault {
  const fault = faults.find(name);
  if (!fault)
    throw new AppError('fault_not_found', 'This process has no fault of that name; GET /admin/faults lists them');
  return fault;
}
