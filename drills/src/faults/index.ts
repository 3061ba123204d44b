import { consumerPaused } from './consumer-paused';
import { dataSetApart } from './data-set-apart';
import { deliveriesFailing } from './deliveries-failing';
import type { Fault, FaultContext } from './fault';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { httpErrors } from './http-errors';
import { internalErrors } from './internal-errors';
import { issuerExpiring } from './issuer-expiring';
import { logsReadOnly } from './logs-read-only';
import { poisonedRecord } from './poisoned-record';
import { processCrashing } from './process-crashing';
import { processKilled } from './process-killed';
import { processSuspended } from './process-suspended';
import { recordUnfinished } from './record-unfinished';
import { redisSlow } from './redis-slow';
import { registryLost } from './registry-lost';
import { relayLockHeld } from './relay-lock-held';
import { sidecarWithoutComponent } from './sidecar-without-component';
import { slackChannelFailing } from './slack-channel-failing';
import { tableLocked } from './table-locked';
import { topicRefusesRecords } from './topic-refuses-records';

export type { Fault, FaultContext } from './fault';

/** The fault that a runbook's front matter names. */
export function createFault(spec: FaultSpec, context: FaultContext): Fault {
  switch (spec.name) {
    case 'process-killed':
      return processKilled(spec, context);
    case 'http-errors':
      return httpErrors(spec, context);
    case 'internal-errors':
      return internalErrors(spec, context);
    case 'consumer-paused':
      return consumerPaused(spec, context);
    case 'record-unfinished':
      return recordUnfinished(spec, context);
    case 'sidecar-without-component':
      return sidecarWithoutComponent(spec, context);
    case 'topic-refuses-records':
      return topicRefusesRecords(spec, context);
    case 'deliveries-failing':
      return deliveriesFailing(spec, context);
    case 'poisoned-record':
      return poisonedRecord(spec, context);
    case 'redis-slow':
      return redisSlow(spec, context);
    case 'issuer-expiring':
      return issuerExpiring(spec, context);
    case 'slack-channel-failing':
      return slackChannelFailing(spec, context);
    case 'table-locked':
      return tableLocked(spec, context);
    case 'process-suspended':
      return processSuspended(spec, context);
    case 'data-set-apart':
      return dataSetApart(context);
    case 'process-crashing':
      return processCrashing(spec, context);
    case 'registry-lost':
      return registryLost(context);
    case 'relay-lock-held':
      return relayLockHeld(context);
    case 'logs-read-only':
      return logsReadOnly(context);
  }
}
