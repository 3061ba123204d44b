/**
 * Every error the application raises on purpose. The code is stable: clients, retry code and dashboards may rely on it.
 */
export type ErrorCode =
  | 'validation_failed'
  | 'malformed_json'
  | 'malformed_request'
  | 'unsupported_media_type'
  | 'payload_too_large'
  | 'headers_too_large'
  | 'request_timeout'
  | 'invalid_id'
  | 'invalid_cursor'
  | 'unauthenticated'
  | 'invalid_token'
  | 'invalid_credentials'
  | 'email_taken'
  | 'task_not_found'
  | 'user_not_found'
  | 'assignee_not_found'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'fault_not_found'
  | 'rate_limited'
  | 'service_starting'
  | 'dependency_unavailable'
  | 'state_conflict'
  | 'state_refused'
  | 'undecodable_record'
  | 'unencodable_event'
  | 'internal_error';

/** One field that was refused: `path` is a dotted path into the body or the query. */
export interface FieldError {
  path: string;
  message: string;
}

export interface AppErrorOptions {
  /** Whether the same call may succeed later without being changed. Default false. */
  retriable?: boolean;
  cause?: unknown;
  fields?: readonly FieldError[];
}

/** An error that carries its decisions: what to tell the client (`code`) and whether to try again (`retriable`). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retriable: boolean;
  readonly fields: readonly FieldError[];

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retriable = options.retriable ?? false;
    this.fields = options.fields ?? [];
  }
}

/** A component this process needs did not answer, not in time, or refuses for now. Always retriable. */
export class DependencyUnavailableError extends AppError {
  readonly dependency: Dependency;

  /** @param message what is wrong with it, where more is known than that it does not answer */
  constructor(dependency: Dependency, cause?: unknown, message = `${dependency} is not available`) {
    super('dependency_unavailable', message, { retriable: true, cause });
    this.name = 'DependencyUnavailableError';
    this.dependency = dependency;
  }
}

export type Dependency = 'database' | 'kafka' | 'schema-registry' | 'dapr' | 'redis' | 'task-service';

/** True when the error says of itself that trying again later may help. */
export function isRetriable(error: unknown): boolean {
  return error instanceof Error && 'retriable' in error && error.retriable === true;
}

/** The error's message, or the text of whatever was thrown. Never throws. */
export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    // An object without a prototype, for one, has no text.
    return 'something was thrown that has no text';
  }
}

/** A message as what is stored or logged of it: errors may quote all of the input that they are about. */
export function shortMessageOf(error: unknown, length = 1_000): string {
  const message = messageOf(error);
  return message.length <= length ? message : `${message.slice(0, length - 1)}…`;
}
