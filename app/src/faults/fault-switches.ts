import { gauge, logger } from '@firewatch/telemetry';
import type { Fault, FaultSetting, Withdraw } from './fault';

/** What is known of one fault. */
export interface FaultState {
  readonly fault: string;
  readonly active: boolean;
  /** When it withdraws itself, RFC 3339; null while it is not active. */
  readonly until: string | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
}

interface Injected {
  readonly setting: FaultSetting;
  readonly until: Date;
  readonly withdraw: Withdraw;
  readonly timer: NodeJS.Timeout;
}

const log = logger.child({ 'log.logger': 'faults' });

/** The faults of this process, each off until it is switched on; reports each as `fault_active`. */
export class FaultSwitches {
  private readonly faults: ReadonlyMap<string, Fault>;
  private readonly injected = new Map<string, Injected>();

  constructor(faults: readonly Fault[]) {
    this.faults = new Map(faults.map((fault) => [fault.name, fault]));
    for (const fault of this.faults.keys()) gauge('fault_active').set({ fault }, 0);
  }

  find(name: string): Fault | undefined {
    return this.faults.get(name);
  }

  states(): FaultState[] {
    return [...this.faults.keys()].map((name) => this.state(name));
  }

  /** Of a fault that `find` knows. */
  state(name: string): FaultState {
    const injected = this.injected.get(name);
    return {
      fault: name,
      active: injected !== undefined,
      until: injected?.until.toISOString() ?? null,
      parameters: injected?.setting.parameters ?? null,
    };
  }

  /** Injects a fault in place of what was injected under its name before. Throws what the fault throws; it is off then. */
  inject({ name }: Fault, setting: FaultSetting): void {
    this.withdraw(name, 'it is set anew');
    const withdraw = setting.inject();
    const timer = setTimeout(() => this.withdraw(name, 'its time is over'), setting.seconds * 1_000);
    // A fault must not be what keeps a process from ending.
    timer.unref();
    this.injected.set(name, { setting, withdraw, timer, until: new Date(Date.now() + setting.seconds * 1_000) });
    gauge('fault_active').set({ fault: name }, 1);
    log.warn(`fault injected: ${name} ${JSON.stringify(setting.parameters)} for ${setting.seconds} s`);
  }

  /** Does nothing when the fault is not active. */
  withdraw(name: string, reason: string): void {
    const injected = this.injected.get(name);
    if (!injected) return;
    this.injected.delete(name);
    clearTimeout(injected.timer);
    injected.withdraw();
    gauge('fault_active').set({ fault: name }, 0);
    log.info(`fault withdrawn: ${name}, ${reason}`);
  }
}
