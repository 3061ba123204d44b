import { DependencyUnavailableError } from '../errors';

/**
 * What a failure of KafkaJS's means to its caller: the brokers are unavailable, or they have no such topic, in which case the
 * message names what mends it. An error that says already which dependency failed stays as it is.
 * @param topics that the call was about
 */
export function kafkaFailure(error: unknown, topics: Iterable<string>): DependencyUnavailableError {
  if (error instanceof DependencyUnavailableError) return error;
  if (!isUnknownTopic(error)) return new DependencyUnavailableError('kafka', error);
  return new DependencyUnavailableError('kafka', error, missingTopicsText(topics));
}

/** Says that topics are missing, and what creates them. */
export function missingTopicsText(topics: Iterable<string>): string {
  return `kafka has no topic ${[...topics].join(' or ')}; make dev-restart SERVICE=kafka-prepare creates what is missing`;
}

function isUnknownTopic(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('type' in cause && cause.type === 'UNKNOWN_TOPIC_OR_PARTITION') return true;
    if (cause.name === 'KafkaJSTopicMetadataNotLoaded') return true;
  }
  return false;
}
