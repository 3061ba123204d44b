import { dashboard, logs, problemsLoggedBy, tracesOf } from '../links';

const pipeline = dashboard('event-pipeline', 'Event pipeline');
const service = dashboard('task-service', 'Task service');

export const ofSidecars = [
  problemsLoggedBy('*-daprd'),
  logs('Log of the sidecars', 'service.name:*-daprd'),
  service,
] as const;
export const ofCalls = [tracesOf('consumer'), problemsLoggedBy('*-daprd'), service] as const;
export const ofStore = [
  tracesOf('task-service'),
  problemsLoggedBy('*-daprd'),
  logs('Log of Redis', 'service.name:redis'),
  service,
] as const;
export const ofPubSub = [tracesOf('consumer'), problemsLoggedBy('consumer*'), pipeline] as const;
export const ofSentry = [logs('Log of Sentry', 'service.name:sentry'), problemsLoggedBy('*-daprd'), service] as const;
