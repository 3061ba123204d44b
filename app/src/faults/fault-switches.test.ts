import { renderMetrics } from '@firewatch/telemetry';
import { z } from 'zod';
import { seconds, type Fault } from './fault';
import { FaultSwitches } from './fault-switches';

let effects: string[];

/** Notes what is done to it. A level of 0 cannot be injected. */
const fault: Fault = {
  name: 'noted',
  setting: z.strictObject({ level: z.number(), seconds }).transform(({ seconds: duration, ...parameters }) => ({
    seconds: duration,
    parameters,
    inject() {
      if (parameters.level === 0) throw new Error('cannot be injected');
      effects.push(`inject ${parameters.level}`);
      return () => effects.push(`withdraw ${parameters.level}`);
    },
  })),
};
const setting = (level: number, duration = 60) => fault.setting.parse({ level, seconds: duration });
const OFF = { fault: 'noted', active: false, until: null, parameters: null };

let switches: FaultSwitches;
beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-24T05:00:00Z') });
  effects = [];
  switches = new FaultSwitches([fault]);
});
afterEach(() => {
  jest.useRealTimers();
});

async function activeMetric(): Promise<string | undefined> {
  const { body } = await renderMetrics();
  return /^fault_active\{fault="noted"\} (\d)/m.exec(body)?.[1];
}

test('each fault is off, and known, from the start', async () => {
  expect(switches.states()).toEqual([OFF]);
  expect(switches.find('noted')).toBe(fault);
  expect(switches.find('another')).toBeUndefined();
  expect(await activeMetric()).toBe('0');
});

test('an injected fault says until when, and with what', async () => {
  switches.inject(fault, setting(3, 90));
  expect(effects).toEqual(['inject 3']);
  expect(switches.states()).toEqual([
    { fault: 'noted', active: true, until: '2026-11-24T05:01:30.000Z', parameters: { level: 3 } },
  ]);
  expect(await activeMetric()).toBe('1');
});

test('it withdraws itself when its time is over, and not before', async () => {
  switches.inject(fault, setting(3, 90));
  jest.advanceTimersByTime(89_999);
  expect(effects).toEqual(['inject 3']);
  jest.advanceTimersByTime(1);
  expect(effects).toEqual(['inject 3', 'withdraw 3']);
  expect(switches.states()).toEqual([OFF]);
  expect(await activeMetric()).toBe('0');
});

test('set again it is replaced, and lives for its new time', () => {
  switches.inject(fault, setting(3, 10));
  jest.advanceTimersByTime(9_000);
  switches.inject(fault, setting(4, 10));
  expect(effects).toEqual(['inject 3', 'withdraw 3', 'inject 4']);
  jest.advanceTimersByTime(9_000);
  expect(switches.state('noted')).toMatchObject({ active: true, parameters: { level: 4 } });
  jest.advanceTimersByTime(1_000);
  expect(effects.at(-1)).toBe('withdraw 4');
});

test('withdrawn once is withdrawn; its timer does nothing later', () => {
  switches.inject(fault, setting(3, 10));
  switches.withdraw('noted', 'on request');
  switches.withdraw('noted', 'on request');
  jest.advanceTimersByTime(60_000);
  expect(effects).toEqual(['inject 3', 'withdraw 3']);
});

test('one that cannot be injected is off', () => {
  switches.inject(fault, setting(3));
  expect(() => switches.inject(fault, setting(0))).toThrow('cannot be injected');
  expect(effects).toEqual(['inject 3', 'withdraw 3']);
  expect(switches.states()).toEqual([OFF]);
});
