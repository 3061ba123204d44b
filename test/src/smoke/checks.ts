import { alertPathIsAlive } from './alert-path';
import { doorsAreClosed } from './closed-doors';
import { grafanaIsProvisioned } from './grafana';
import { kibanaHasTheLogs } from './kibana';
import { panelsShowData } from './panels';
import { apiAnswers, eventsFlow, logsAreFound, traceIsWhole } from './request-path';
import { scrapeTargetsAreUp } from './scrape-targets';
import type { SmokeCheck } from './smoke-check';

/** All of them, those first that explain why others fail. A new one is entered here. */
export const SMOKE_CHECKS: readonly SmokeCheck[] = [
  apiAnswers,
  eventsFlow,
  scrapeTargetsAreUp,
  traceIsWhole,
  logsAreFound,
  alertPathIsAlive,
  doorsAreClosed,
  grafanaIsProvisioned,
  kibanaHasTheLogs,
  panelsShowData,
];
