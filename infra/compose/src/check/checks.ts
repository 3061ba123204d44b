import { alertmanagerAccepts } from './accepted/alertmanager';
import { daprAccepts } from './accepted/dapr';
import { formatsCheck } from './accepted/formats';
import { goProgramsAccept } from './accepted/go-programs';
import { grafanaAccepts } from './accepted/grafana';
import { jvmOptionsAccepted } from './accepted/jvm-options';
import { kafkaAccepts, zookeeperAccepts } from './accepted/kafka';
import { kafkaNames } from './accepted/kafka-names';
import { postgresAccepts } from './accepted/postgres';
import { prometheusAccepts } from './accepted/prometheus';
import { redisAccepts } from './accepted/redis';
import { addressesCheck } from './check-addresses';
import { hardeningCheck } from './check-hardening';
import { healthCheck } from './check-health';
import { imagesCheck } from './check-images';
import { limitsCheck } from './check-limits';
import { mountsCheck } from './check-mounts';
import { networksCheck } from './check-networks';
import { orderCheck } from './check-order';
import { portsCheck } from './check-ports';
import { secretsCheck } from './check-secrets';
import { variablesCheck } from './check-variables';
import type { Check } from './finding';
import { componentsCheck } from './parity/components';
import { environmentCheck } from './parity/environment';
import { flagsCheck } from './parity/flags';
import { scrapeTargetsCheck } from './parity/scrape-targets';
import { settingsCheck } from './parity/settings';
import { sharedConfigCheck } from './parity/shared-config';
import { versionsCheck } from './parity/versions';

/** What only reads files: quick. */
export const READING_CHECKS: readonly Check[] = [
  variablesCheck,
  secretsCheck,
  imagesCheck,
  portsCheck,
  networksCheck,
  addressesCheck,
  healthCheck,
  orderCheck,
  limitsCheck,
  hardeningCheck,
  mountsCheck,
  formatsCheck,
  grafanaAccepts,
  componentsCheck,
  environmentCheck,
  flagsCheck,
  scrapeTargetsCheck,
  sharedConfigCheck,
  settingsCheck,
  versionsCheck,
];

/** What runs the components' own programs: seconds each. */
export const RUNNING_CHECKS: readonly Check[] = [
  prometheusAccepts,
  alertmanagerAccepts,
  goProgramsAccept,
  postgresAccepts,
  redisAccepts,
  zookeeperAccepts,
  kafkaAccepts,
  kafkaNames,
  jvmOptionsAccepted,
  daprAccepts,
];
