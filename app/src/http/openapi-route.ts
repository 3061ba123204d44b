import { z } from 'zod';
import { describeApi } from './openapi';
import { defineRoute, reply, type Route } from './route';

/** The document of the given routes and of this one. */
export function openapiRoute(routes: readonly Route[]): Route<'anyone'> {
  const route: Route<'anyone'> = defineRoute({
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenapi',
    tag: 'operations',
    summary: 'This document',
    access: 'anyone',
    answers: { 200: { description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) } },
    handle: () => reply(200, document),
  });
  const document = describeApi([...routes, route]) as { openapi: string };
  return route;
}
