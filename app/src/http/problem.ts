import { AppError, DependencyUnavailableError, type ErrorCode, type FieldError } from '../errors';

/** A problem document (RFC 9457). `code` is stable; `traceId` finds the request's trace and log lines. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  traceId: string | null;
  /** Present on errors that may pass: the same request may succeed later. */
  retriable?: true;
  /** Present when single fields were refused. */
  errors?: readonly FieldError[];
}

/** The one place that maps errors to HTTP: status and title of every code a client may meet. */
const RESPONSES: Record<ErrorCode, readonly [status: number, title: string]> = {
  malformed_json: [400, 'The body is not valid JSON'],
  malformed_request: [400, 'The request cannot be read'],
  invalid_id: [400, 'The id is not a UUID'],
  invalid_cursor: [400, 'The cursor is not valid'],
  unauthenticated: [401, 'An access token is needed'],
  invalid_token: [401, 'The access token is not valid'],
  invalid_credentials: [401, 'The credentials are wrong'],
  task_not_found: [404, 'The task was not found'],
  user_not_found: [404, 'The user was not found'],
  route_not_found: [404, 'There is nothing here'],
  fault_not_found: [404, 'There is no such fault'],
  method_not_allowed: [405, 'This path does not know the method'],
  request_timeout: [408, 'The request took too long'],
  email_taken: [409, 'The e-mail address is taken'],
  state_conflict: [409, 'Somebody else changed it meanwhile'],
  payload_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The content type is not supported'],
  validation_failed: [422, 'The request does not fit the schema'],
  assignee_not_found: [422, 'The assignee was not found'],
  headers_too_large: [431, 'The headers are too large'],
  rate_limited: [429, 'Too many requests'],
  internal_error: [500, 'Something went wrong here'],
  state_refused: [500, 'Something went wrong here'],
  undecodable_record: [500, 'Something went wrong here'],
  unencodable_event: [500, 'Something went wrong here'],
  dependency_unavailable: [503, 'A component is not available'],
  service_starting: [503, 'The service is starting'],
};

/** What body-parser and the router say in `type` or `status`, as codes of ours. */
const PARSER_CODES: Record<string, ErrorCode> = {
  'entity.parse.failed': 'malformed_json',
  'entity.too.large': 'payload_too_large',
  'encoding.unsupported': 'unsupported_media_type',
  'charset.unsupported': 'unsupported_media_type',
};

/** The HTTP status of a code. */
export function statusOf(code: ErrorCode): number {
  return RESPONSES[code][0];
}

/** The application's error for anything that was thrown while a request was handled; what is unknown is internal. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && isClientError(error)) {
    const code = PARSER_CODES[error.type ?? ''] ?? 'malformed_request';
    return new AppError(code, RESPONSES[code][1], { cause: error });
  }
  return new AppError('internal_error', 'The error was logged under this trace id', { cause: error });
}

/** The problem document of an error. Details of errors that are ours to mend stay out of it. */
export function toProblem(error: AppError, traceId: string | null): Problem {
  const [status, title] = RESPONSES[error.code];
  const isInternal = status === 500;
  return {
    type: `https://firewatch.example/problems/${error.code}`,
    title,
    status,
    detail: isInternal ? 'The error was logged under this trace id' : detailOf(error),
    code: isInternal ? 'internal_error' : error.code,
    traceId,
    ...(error.retriable && { retriable: true as const }),
    ...(error.fields.length > 0 && { errors: error.fields }),
  };
}

function detailOf(error: AppError): string {
  return error instanceof DependencyUnavailableError ? `${error.message}; please try again` : error.message;
}

function isClientError(error: Error): error is Error & { status: number; type?: string } {
  return 'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
