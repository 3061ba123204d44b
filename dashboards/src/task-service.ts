import { buildDashboard } from './dashboard';
import { labelVariable } from './house';
import { business } from './task-service/business';
import { dependencies } from './task-service/dependencies';
import { requests } from './task-service/requests';
import { runtime } from './task-service/runtime';

/** What users of the API get, and what the service itself is short of. */
export const taskService = buildDashboard({
  uid: 'task-service',
  title: 'Task service',
  description:
    'Requests, errors and latency of the API, what users do with it, and the process and the pools behind it.',
  tags: ['api'],
  variables: [labelVariable('instance', 'Instance', 'up{job="task-service"}')],
  rows: [requests, business, runtime, dependencies],
});
