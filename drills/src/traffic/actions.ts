import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Call, Send } from './api-client';
import type { Operation } from './mix';
import { pick, type Random } from './random';
import type { User } from './user';

/**
 * What came of a request: `ok` and `refused` (a mistake made on purpose) are as expected; `unexpected` is another 2xx to 4xx,
 * `rate_limited` a 429, `failed` a 5xx.
 */
export type Outcome = 'ok' | 'refused' | 'unexpected' | 'rate_limited' | 'failed';

/** Where an action runs: who acts, with what token, and how requests are sent. */
export interface Scene {
  readonly user: User;
  /** Ids of the others, whom tasks can be given to. */
  readonly colleagues: readonly string[];
  readonly token: string;
  readonly send: Send;
  readonly random: Random;
}

const taskSchema = z.object({ id: z.string(), ownerId: z.string(), status: z.string() });
const listSchema = z.object({ items: z.array(taskSchema), nextCursor: z.string().nullish() });

const SUBJECTS = [
  'the quarterly report',
  'disk alerts',
  'the release notes',
  'two invoices',
  'the on-call rota',
  'a flaky test',
];
const VERBS = ['Review', 'Prepare', 'Send', 'Check', 'Discuss', 'File'];
const PRIORITIES = ['low', 'normal', 'normal', 'high'];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Performs an operation as a user would. Rejects when the service does not answer. */
export async function act(operation: Operation, scene: Scene): Promise<Outcome> {
  switch (operation) {
    case 'list':
      return list(scene);
    case 'create':
      return create(scene);
    case 'get':
    case 'update':
    case 'complete':
    case 'assign':
    case 'delete':
      return actOnTask(operation, scene);
    case 'summary':
      return expectStatus(await ask(scene, { method: 'GET', path: '/me/summary' }), 200);
    case 'get_missing':
      return expectStatus(await ask(scene, { method: 'GET', path: `/tasks/${randomUUID()}` }), 404);
    case 'create_invalid':
      return expectStatus(
        await ask(scene, { method: 'POST', path: '/tasks', body: { title: '', priority: 'soon' } }),
        422,
      );
    case 'login_refused':
      return expectStatus(
        await scene.send({
          method: 'POST',
          path: '/auth/login',
          body: { email: scene.user.email, password: 'not the password at all' },
        }),
        401,
      );
  }
}

/** Learns the tasks that an earlier run left, so that they are worked on and, when too many, deleted. */
export async function learnTasks(scene: Scene): Promise<Outcome> {
  let cursor: string | undefined;
  do {
    const page = `/tasks?limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await ask(scene, { method: 'GET', path: page });
    if (answer.status !== 200) return expectStatus(answer, 200);
    const { items, nextCursor } = listSchema.parse(answer.body);
    // The list begins with the newest task, a user remembers the oldest first; order matters for clean-up only.
    for (const task of items.toReversed()) learn(scene.user, task);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  scene.user.knowsTasks = true;
  return 'ok';
}

function learn(user: User, { id, ownerId, status }: z.output<typeof taskSchema>): void {
  user.id = ownerId;
  user.remember(id, status === 'open');
}

async function list(scene: Scene): Promise<Outcome> {
  const query = pick(['?limit=20', '?status=open&limit=20', '?status=completed&limit=10'], scene.random) ?? '';
  return expectStatus(await ask(scene, { method: 'GET', path: `/tasks${query}` }), 200);
}

async function create(scene: Scene): Promise<Outcome> {
  const { random } = scene;
  const body = {
    title: `${pick(VERBS, random) ?? ''} ${pick(SUBJECTS, random) ?? ''}`,
    priority: pick(PRIORITIES, random),
    tags: ['traffic'],
    ...(random() < 0.5 ? { dueAt: dueTime(random).toISOString() } : {}),
  };
  const answer = await ask(scene, { method: 'POST', path: '/tasks', body });
  if (answer.status === 201) learn(scene.user, taskSchema.parse(answer.body));
  return expectStatus(answer, 201);
}

/** Some time within two weeks; now and then within a minute, so that there are reminders and notifications. */
function dueTime(random: Random): Date {
  const longestMs = random() < 0.3 ? MINUTE_MS : 14 * DAY_MS;
  return new Date(Date.now() + random() * longestMs);
}

type TaskOperation = 'get' | 'update' | 'complete' | 'assign' | 'delete';

async function actOnTask(operation: TaskOperation, scene: Scene): Promise<Outcome> {
  const { user, random, colleagues } = scene;
  const taskId = chooseTask(operation, scene);
  if (taskId === undefined) return create(scene);
  const path = `/tasks/${taskId}`;
  const calls: Record<typeof operation, Call> = {
    get: { method: 'GET', path },
    update: {
      method: 'PATCH',
      path,
      body: { priority: pick(PRIORITIES, random), description: `Revised ${new Date().toISOString()}` },
    },
    complete: { method: 'POST', path: `${path}/complete` },
    assign: { method: 'PUT', path: `${path}/assignee`, body: { userId: pick(colleagues, random) } },
    delete: { method: 'DELETE', path },
  };
  const answer = await ask(scene, calls[operation]);
  if (answer.status === 404 || (operation === 'delete' && answer.status < 300)) user.forget(taskId);
  if (operation === 'complete' && answer.status === 200) user.remember(taskId, false);
  return operation === 'delete' ? expectStatus(answer, 200, 204) : expectStatus(answer, 200);
}

function chooseTask(operation: TaskOperation, { user, random }: Scene): string | undefined {
  if (operation === 'delete') return user.oldestTask;
  if (operation === 'complete' || operation === 'assign') return pick(user.openTasks(), random);
  return pick(user.allTasks(), random);
}

async function ask(scene: Scene, call: Call): Promise<Answer> {
  const answer = await scene.send({ ...call, token: scene.token });
  if (answer.status === 401) scene.user.loggedOut();
  return answer;
}

/** @param expected statuses that mean that the service did what it should; those of 400 and above are `refused`. */
export function expectStatus(answer: Answer, ...expected: readonly number[]): Outcome {
  if (expected.includes(answer.status)) return answer.status >= 400 ? 'refused' : 'ok';
  if (answer.status === 429) return 'rate_limited';
  return answer.status >= 500 ? 'failed' : 'unexpected';
}
