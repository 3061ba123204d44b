import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { AppError } from '../errors';
import type { InTransaction, TaskChangeSet } from '../tasks/ports';
import type { LogInDependencies } from '../users/log-in';
import type { RegisterDependencies } from '../users/register-user';
import type { UserChangeSet } from '../users/ports';
import { adminRoutes, type AdminRouteDependencies } from './admin-routes';
import { answerErrors, answerUnmatched } from './answer-errors';
import { authenticate } from './authenticate';
import { authRoutes } from './auth-routes';
import { meRoutes, type MeRouteDependencies } from './me-routes';
import { observeRequests } from './observe-requests';
import { operationsRoutes, type CheckReadiness } from './operations-routes';
import { taskRoutes, type TaskRouteDependencies } from './task-routes';
import { sendTraceId } from './trace-id';

export interface TaskAppDependencies
  extends
    Omit<RegisterDependencies, 'inTransaction'>,
    LogInDependencies,
    Omit<TaskRouteDependencies, 'inTransaction'>,
    Omit<MeRouteDependencies, 'tasks'>,
    AdminRouteDependencies {
  inTransaction: InTransaction<TaskChangeSet & UserChangeSet>;
  checkReadiness: CheckReadiness;
  /** False until the database has its tables. */
  isStarted: () => boolean;
  authRequestsPerMinute: number;
  /** Called for each request of the API; what it throws is the request's failure. */
  failSome: () => void;
}

/** The task service's HTTP application; the caller listens. */
export function buildTaskApp(deps: TaskAppDependencies): Express {
  const entry = [refuseWhileStarting(deps.isStarted), failSomeRequests(deps.failSome)];
  const authenticated = [...entry, authenticate(deps.tokens)];
  return buildApp(
    operationsRoutes(deps.checkReadiness),
    adminRoutes(deps),
    authRoutes(deps, deps.authRequestsPerMinute, entry),
    meRoutes(deps, authenticated),
    taskRoutes(deps, authenticated),
  );
}

/** The HTTP application of a process that has no API: health, readiness, metrics and admin routes only. */
export function buildOperationsApp(checkReadiness: CheckReadiness, admin: AdminRouteDependencies): Express {
  return buildApp(operationsRoutes(checkReadiness), adminRoutes(admin));
}

function buildApp(...routers: Router[]): Express {
  const app = express();
  app.disable('etag');
  app.use(observeRequests, sendTraceId, helmet(), ...routers, answerUnmatched);
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

/** Sits on each route of the API and on no other, so that what fails is counted under its route, as a defect of the route is. */
function failSomeRequests(failSome: () => void): RequestHandler {
  return (_request, _response, next) => {
    failSome();
    next();
  };
}
