/** The series of the chosen instances of the task service. */
export const SERVICE = { job: 'task-service', instance: '$instance' } as const;

/** Requests of users: the probes and scrapes of the platform itself would dilute every figure. */
export const USER_REQUESTS = { ...SERVICE, http_route: '!/healthz|/readyz|/metrics' } as const;
