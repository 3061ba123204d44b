import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { AppError } from '../errors';
import type { FaultSwitches } from '../faults/fault-switches';
import type { InTransaction, TaskChangeSet } from '../tasks/ports';
import type { TokenChangeSet, UserChangeSet } from '../users/ports';
import type { Guards } from './access';
import { adminRoutes } from './admin-routes';
import { answerErrors, answerUnmatched } from './answer-errors';
import { assigneeRoutes } from './assignee-routes';
import { authenticate } from './authenticate';
import { authRoutes, type AuthRouteDependencies } from './auth-routes';
import { internalUserRoutes } from './internal-user-routes';
import { meRoutes, type MeRouteDependencies } from './me-routes';
import { mountRoutes } from './mount-routes';
import { notificationRoutes } from './notification-routes';
import { observeRequests } from './observe-requests';
import { openapiRoute } from './openapi-route';
import { operationsRoutes, type CheckReadiness } from './operations-routes';
import { limitByAddress, limitByUser } from './rate-limits';
import { requireAdminToken } from './require-admin-token';
import { requireAppToken } from './require-app-token';
import { requireHost } from './require-host';
import { requireUser } from './require-user';
import type { Route } from './route';
import { taskRoutes, type TaskRouteDependencies } from './task-routes';
import { sendTraceId } from './trace-id';

export interface AdminDependencies {
  faults: FaultSwitches;
  /** What a request to an admin route must show as its bearer token. */
  adminToken: string;
}

export interface TaskAppDependencies
  extends
    Omit<AuthRouteDependencies, 'inTransaction'>,
    Omit<TaskRouteDependencies, 'inTransaction'>,
    Omit<MeRouteDependencies, 'tasks'>,
    AdminDependencies {
  inTransaction: InTransaction<TaskChangeSet & UserChangeSet & TokenChangeSet>;
  checkReadiness: CheckReadiness;
  /** False until the database has its tables. */
  isStarted: () => boolean;
  /** What the service's own sidecar shows. */
  appToken: string;
  authRequestsPerMinute: number;
  apiRequestsPerMinute: number;
  /** The proxies that are believed when they name a client's address: addresses and CIDR blocks; none: nobody is. */
  trustedProxies: readonly string[];
  /** Called for each request of the API; what it throws is the request's failure. */
  failSome: () => void;
  /** Called for each request of another service, as `failSome` is. */
  failSomeInternal: () => void;
}

/** Every route of the task service; the last serves the document of them all. */
export function taskServiceRoutes(deps: TaskAppDependencies): readonly Route[] {
  const routes = [
    ...operationsRoutes(deps.checkReadiness),
    ...adminRoutes(deps.faults),
    ...authRoutes(deps),
    ...meRoutes(deps),
    ...taskRoutes(deps),
    ...assigneeRoutes(deps),
    ...internalUserRoutes(deps.users),
  ];
  return [...routes, openapiRoute(routes)];
}

/** The task service's HTTP application; the caller listens. */
export function buildTaskApp(deps: TaskAppDependencies): Express {
  const started = refuseWhileStarting(deps.isStarted);
  const entry = [started, failSomeRequests(deps.failSome)];
  const guards: Guards = {
    anyone: [],
    admin: [requireAdminToken(deps.adminToken)],
    sidecar: [requireAppToken(deps.appToken), started, failSomeRequests(deps.failSomeInternal)],
    guest: [...entry, limitByAddress(deps.authRequestsPerMinute)],
    user: [
      ...entry,
      authenticate(deps.tokens),
      limitByUser(deps.apiRequestsPerMinute),
      // After the limit, which keeps the requests that it refuses from the database.
      requireUser(deps.users),
    ],
  };
  const app = buildApp(mountRoutes(taskServiceRoutes(deps), guards));
  app.set('trust proxy', deps.trustedProxies);
  return app;
}

export interface ConsumerAppDependencies extends AdminDependencies {
  checkReadiness: CheckReadiness;
  /** What the consumer's own sidecar shows. */
  appToken: string;
  /** Handles the messages that the sidecar brings; says of each what is to become of it. */
  deliver: Parameters<typeof notificationRoutes>[0];
}

/** The consumer's HTTP application, which has no API: health, readiness, metrics, admin routes, and what its sidecar calls. */
export function buildConsumerApp(deps: ConsumerAppDependencies): Express {
  const routes = [...operationsRoutes(deps.checkReadiness), ...adminRoutes(deps.faults)];
  return buildApp(
    mountRoutes(routes, { anyone: [], admin: [requireAdminToken(deps.adminToken)] }),
    notificationRoutes(deps.deliver, [requireAppToken(deps.appToken)]),
  );
}

function buildApp(...routers: Router[]): Express {
  const app = express();
  app.disable('etag');
  app.use(observeRequests, sendTraceId, helmet(), requireHost, ...routers, answerUnmatched);
  app.use(answerErrors);
  return app;
}

/** Sits on each route, so that what is refused is still counted under its route. */
function refuseWhileStarting(isStarted: () => boolean): RequestHandler {
  return (_request, _response, next) => {
    if (!isStarted()) {
      throw new AppError('service_starting', 'The database is not ready yet; please try again', { retriable: true });
    }
    next();
  };
}

/** Sits on each route that it is for and on no other, so that what fails is counted under its route, as a defect of the route is. */
function failSomeRequests(failSome: () => void): RequestHandler {
  return (_request, _response, next) => {
    failSome();
    next();
  };
}
