import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { rulesOf } from './access';
import { problemSchema } from './problem-schema';
import type { AnswerSpec, RouteDescription } from './route';
import { problemsOf } from './route-problems';

const text = (description: string) => z.string().meta({ description });

const TRACE_ID = { 'x-trace-id': text('The trace id of the request, when it is traced').optional() };
const LIMITS = {
  ratelimit: text('What is left of the limit (draft-ietf-httpapi-ratelimit-headers-08)').optional(),
  'ratelimit-policy': text('The limit').optional(),
};
const RETRY_AFTER = { 'retry-after': z.int().min(0).meta({ description: 'Seconds' }) };
const CHALLENGE = { 'www-authenticate': z.literal('Bearer') };

/** The OpenAPI 3.1 document of the routes: made from the very schemas that requests are checked against. */
export function describeApi(routes: readonly RouteDescription[]): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Firewatch task service',
      version: '1.0.0',
      description:
        'Every answer of every operation, errors included. Errors are problem documents (RFC 9457) with a stable code. ' +
        'A path answers a method that it does not know with 405 `method_not_allowed`; a path that is not here is 404 `route_not_found`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        adminToken: { type: 'http', scheme: 'bearer' },
        sidecarToken: { type: 'apiKey', in: 'header', name: 'dapr-api-token' },
      },
    },
    paths: Object.fromEntries(
      [...Map.groupBy(routes, ({ path }) => path)].map(([path, ofPath]) => [
        path.replaceAll(/:(\w+)/g, '{$1}'),
        Object.fromEntries(ofPath.map((route) => [route.method, operation(route)])),
      ]),
    ),
  });
}

function operation(route: RouteDescription): ZodOpenApiOperationObject {
  const { operationId, summary, description, tag, access, params, query, body } = route;
  const { token } = rulesOf(access);
  return {
    operationId,
    summary,
    tags: [tag],
    ...(description !== undefined && { description }),
    security: token === undefined ? [] : [{ [token]: [] }],
    requestParams: { ...(params && { path: params }), ...(query && { query }) },
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: responses(route),
  };
}

function responses(route: RouteDescription): ZodOpenApiResponsesObject {
  const limits = rulesOf(route.access).limited ? LIMITS : {};
  return Object.fromEntries([
    ...Object.entries(route.answers).map(([status, answer]) => [status, response(answer, limits)]),
    ...[...problemsOf(route)].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        headers: z.object({ ...TRACE_ID, ...headersOfProblem(status, limits) }),
        content: { 'application/problem+json': { schema: problemSchema(codes) } },
      },
    ]),
  ]) as ZodOpenApiResponsesObject;
}

function response({ description, schema, contentType = 'application/json', headers = {} }: AnswerSpec, limits: object) {
  const own = Object.fromEntries(Object.entries(headers).map(([name, meaning]) => [name, text(meaning)]));
  return {
    description,
    headers: z.object({ ...TRACE_ID, ...limits, ...own }),
    ...(schema && { content: { [contentType]: { schema } } }),
  };
}

function headersOfProblem(status: number, limits: object): object {
  if (status === 401) return CHALLENGE;
  if (status === 429) return { ...RETRY_AFTER, ...limits };
  return status === 503 ? RETRY_AFTER : {};
}
