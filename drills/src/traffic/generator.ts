import { setTimeout as delay } from 'node:timers/promises';
import { act, learnTasks, type Outcome, type Scene } from './actions';
import type { Send } from './api-client';
import { ArrivalPlan } from './arrivals';
import { Backoff } from './backoff';
import { logIn, refresh, type LogInResult } from './log-in';
import { drawOperation, fitToTasks, type Operation } from './mix';
import { pick, type Random } from './random';
import type { User } from './user';

/**
 * What is counted for an arrival: an {@link Outcome} of a request, `unanswered` (no response), or the reason why none was sent:
 * `held_back` (the service does not answer, waiting) or `shed` (every user is busy, or the generator itself is late).
 */
export type Result = Outcome | 'unanswered' | 'held_back' | 'shed';

/** Told of each arrival. Operation `any` stands for one that was not drawn, since no request was sent. */
export type Observer = (operation: Operation | LogInResult['operation'] | 'any', result: Result, count: number) => void;

export interface GeneratorOptions {
  /** Mean requests per second. */
  readonly rate: number;
  /** One request at a time each, so their number bounds the requests under way. */
  readonly users: readonly User[];
  readonly send: Send;
  readonly random: Random;
  readonly observe: Observer;
  /** Told of an error worth a line: the service stopped answering, or answered again. */
  readonly onAvailability: (available: boolean, error?: unknown) => void;
}

/** Log-ins are spaced, because hashing a password costs the service a core. */
const LOGIN_SPACING_MS = 1_000;
const REFUSED_LOGIN_SPACING_MS = 30_000;

/** Sends requests at a mean rate, however long the answers take (an open loop), until it is told to stop. */
export class Generator {
  private readonly backoff: Backoff;
  private readonly underWay = new Set<Promise<void>>();
  private loginAllowedAt = 0;
  private passwordAllowedAt = 0;
  private refusedLoginAllowedAt = 0;

  constructor(private readonly options: GeneratorOptions) {
    this.backoff = new Backoff(options.random);
  }

  /** Resolves when `signal` is aborted and the requests under way are answered. */
  async run(signal: AbortSignal): Promise<void> {
    const plan = new ArrivalPlan(this.options.rate, this.options.random, performance.now());
    while (!signal.aborted) {
      const { due, missed } = plan.take(performance.now());
      if (missed > 0) this.options.observe('any', 'shed', missed);
      for (let i = 0; i < due; i += 1) this.arrive();
      await until(plan.due, signal);
    }
    await Promise.all(this.underWay);
  }

  private arrive(): void {
    const now = performance.now();
    const { observe } = this.options;
    if (!this.backoff.ready(now)) {
      observe('any', 'held_back', 1);
      return;
    }
    const work = this.startVisit(now);
    if (work === undefined) {
      observe('any', 'shed', 1);
      return;
    }
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
  }

  /** @returns undefined when no user is free to do anything */
  private startVisit(now: number): Promise<void> | undefined {
    const idle = this.options.users.filter((user) => !user.busy);
    if (now >= this.loginAllowedAt) {
      const strangers = idle.filter((user) => user.tokenAt(now) === undefined);
      const known = strangers.find((user) => user.canRefresh);
      if (known !== undefined) return this.visit('refresh', known, () => this.getTokens(known, refresh));
      const [stranger] = strangers;
      if (stranger !== undefined && now >= this.passwordAllowedAt) {
        this.passwordAllowedAt = now + LOGIN_SPACING_MS;
        return this.visit('login', stranger, () => this.getTokens(stranger, logIn));
      }
    }
    const user = pick(
      idle.filter((candidate) => candidate.tokenAt(now) !== undefined),
      this.options.random,
    );
    const token = user?.tokenAt(now);
    if (user === undefined || token === undefined) return undefined;
    const colleagues = this.options.users.flatMap(({ id }) => (id === undefined || id === user.id ? [] : [id]));
    const scene = { user, colleagues, token, send: this.options.send, random: this.options.random };
    if (!user.knowsTasks) return this.visit('list', user, async () => this.count('list', await learnTasks(scene)));
    const operation = this.draw(scene, now);
    return this.visit(operation, user, async () => this.count(operation, await act(operation, scene)));
  }

  private draw({ user, colleagues }: Scene, now: number): Operation {
    const operation = fitToTasks(drawOperation(this.options.random), user.counts);
    if (operation === 'assign' && colleagues.length === 0) return 'list';
    if (operation !== 'login_refused') return operation;
    if (now < this.refusedLoginAllowedAt) return 'get_missing';
    this.refusedLoginAllowedAt = now + REFUSED_LOGIN_SPACING_MS;
    return operation;
  }

  private async getTokens(user: User, by: typeof logIn): Promise<void> {
    const { operation, outcome, retryAfterSeconds } = await by(user, this.options.send, () => performance.now());
    if (retryAfterSeconds !== undefined) this.loginAllowedAt = performance.now() + retryAfterSeconds * 1000;
    this.count(operation, outcome);
  }

  private count(operation: Operation | LogInResult['operation'], outcome: Outcome): void {
    this.options.observe(operation, outcome, 1);
    if (this.backoff.succeeded()) this.options.onAvailability(true);
  }

  private async visit(
    operation: Operation | 'login' | 'refresh',
    user: User,
    work: () => Promise<void>,
  ): Promise<void> {
    user.busy = true;
    try {
      await work();
    } catch (error) {
      this.options.observe(operation, 'unanswered', 1);
      const now = performance.now();
      if (this.backoff.ready(now)) this.options.onAvailability(false, error);
      this.backoff.failed(now);
    } finally {
      user.busy = false;
    }
  }
}

async function until(due: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(Math.max(0, due - performance.now()), undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
