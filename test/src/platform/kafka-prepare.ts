import { endpoints } from '@firewatch/native';
import { appProgram, mustSucceed, type CommandResult } from './command';
import { registryUrl } from './kafka-reader';
import { settings } from './settings';

/** Runs the program that makes the topics and registers the schemas. Throws unless it succeeds. */
export function prepareKafka(): Promise<CommandResult> {
  return mustSucceed(
    appProgram('kafka-prepare', {
      KAFKA_BROKERS: endpoints(settings()).kafkaBrokers.join(','),
      SCHEMA_REGISTRY_URL: registryUrl(),
      LOG_LEVEL: 'info',
    }),
  );
}
