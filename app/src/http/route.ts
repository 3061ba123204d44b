import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ErrorCode } from '../errors';
import type { Access } from './access';
import { userIdOf } from './authenticate';
import { parseBody, parseParams, parseQuery } from './parse';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One answer that is no problem document. Without a schema it has no body. */
export interface AnswerSpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Default: application/json. A body of any other type is text. */
  readonly contentType?: string;
  /** What the answer's own headers say, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

type AnswerSpecs = Readonly<Record<number, AnswerSpec>>;

/** An answer to send: JSON, or text when it names its own content type. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What JSON turns into the type given: a time may be a Date. */
type Sendable<Json> = Json extends string
  ? string extends Json
    ? Json | Date
    : Json
  : Json extends readonly (infer Item)[]
    ? readonly Sendable<Item>[]
    : Json extends object
      ? { readonly [Field in keyof Json]: Sendable<Json[Field]> }
      : Json;

type AnswerOf<Specs extends AnswerSpecs> = {
  [Status in keyof Specs & number]: {
    readonly status: Status;
    readonly headers?: Readonly<Record<string, string>>;
  } & (Specs[Status] extends { readonly schema: z.ZodType<infer Body> }
    ? { readonly body: Sendable<Body> }
    : { readonly body?: undefined });
}[keyof Specs & number];

/** What a route says of itself: all that the document tells, and all that a request is checked against. */
export interface RouteDescription<Kind extends Access = Access> {
  readonly method: Method;
  /** Express's form, with `:parameter`; also the value of the metric label `http_route`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Kind;
  readonly params?: z.ZodObject;
  /** What is not declared is refused. */
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answers: AnswerSpecs;
  /** Codes of this route's own; those that follow from its access and inputs are added (`problemsOf`). */
  readonly errors?: readonly ErrorCode[];
}

/** A route, ready to be mounted and to be described. */
export interface Route<Kind extends Access = Access> extends RouteDescription<Kind> {
  /** Reads the request and works out the answer. Throws AppError for all that is not among `answers`. */
  readonly handle: (request: Request, response: Response) => Promise<Answer>;
}

/** An answer as it is, with the very status that is given. */
export function reply<const Status extends number>(status: Status): { status: Status };
export function reply<const Status extends number, const Body>(
  status: Status,
  body: Body,
  headers?: Readonly<Record<string, string>>,
): { status: Status; body: Body; headers: Readonly<Record<string, string>> };
export function reply(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body, headers };
}

const NOTHING = z.strictObject({});

interface Input<Kind, Params, Query, Body> {
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
  /** Who the access token belongs to. */
  userId: Kind extends 'user' ? string : undefined;
}

/** A route whose handler gets what its schemas let through, and can give no answer but those it declares. */
export function defineRoute<
  const Kind extends Access,
  const Answers extends AnswerSpecs,
  Params extends z.ZodObject = typeof NOTHING,
  Query extends z.ZodObject = typeof NOTHING,
  Body extends z.ZodType = typeof NOTHING,
>({
  handle,
  ...description
}: RouteDescription<Kind> & {
  params?: Params;
  query?: Query;
  body?: Body;
  answers: Answers;
  handle: (input: Input<Kind, Params, Query, Body>) => AnswerOf<Answers> | Promise<AnswerOf<Answers>>;
}): Route<Kind> {
  const { access, params, query = NOTHING, body } = description;
  return {
    ...description,
    handle: async (request, response) =>
      handle({
        params: (params ? parseParams(params, request) : {}) as z.output<Params>,
        query: parseQuery(query, request) as z.output<Query>,
        body: (body ? parseBody(body, request) : {}) as z.output<Body>,
        userId: (access === 'user' ? userIdOf(response) : undefined) as Input<Kind, Params, Query, Body>['userId'],
      }),
  };
}
