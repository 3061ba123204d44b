import { AppError } from '../errors';
import { countSummaryRead } from '../tasks/counters';
import { readSummary, type SummaryDependencies } from '../tasks/summaries';
import { listActivity, type ActivityReader } from '../users/activity';
import { listNotifications, type NotificationReader } from '../users/notifications';
import type { UserReader } from '../users/ports';
import { activityPage, notificationPage, summaryAnswer, userAnswer } from './answers';
import { defineRoute, reply, type Route } from './route';
import { pageQuery } from './schemas';

export interface MeRouteDependencies extends SummaryDependencies {
  users: UserReader;
  activity: ActivityReader;
  notifications: NotificationReader;
}

/** The user the access token belongs to. */
export function meRoutes(deps: MeRouteDependencies): Route<'user'>[] {
  return [
    defineRoute({
      method: 'get',
      path: '/me',
      operationId: 'getMe',
      tag: 'me',
      summary: 'The user of the access token',
      access: 'user',
      answers: { 200: { description: 'The user', schema: userAnswer } },
      async handle({ userId }) {
        const user = await deps.users.findUser(userId);
        if (!user) throw new AppError('invalid_token', 'The user of this access token does not exist');
        return reply(200, user);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/me/summary',
      operationId: 'getSummary',
      tag: 'me',
      summary: 'What the user’s tasks amount to',
      description: '`degraded` when the state store could not be read or written; the numbers are right then, too.',
      access: 'user',
      answers: { 200: { description: 'The summary', schema: summaryAnswer } },
      async handle({ userId }) {
        const summary = await readSummary(deps, userId);
        countSummaryRead(summary.source);
        return reply(200, summary);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/me/activity',
      operationId: 'listActivity',
      tag: 'me',
      summary: 'What happened to the user and the user’s tasks, newest first',
      description: 'An event is here once the audit log has it, some moments after its change.',
      access: 'user',
      query: pageQuery,
      answers: { 200: { description: 'A page of events', schema: activityPage } },
      errors: ['invalid_cursor'],
      handle: async ({ userId, query }) => reply(200, await listActivity(deps.activity, userId, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/me/notifications',
      operationId: 'listNotifications',
      tag: 'me',
      summary: 'What the user was told, newest first',
      access: 'user',
      query: pageQuery,
      answers: { 200: { description: 'A page of notifications', schema: notificationPage } },
      errors: ['invalid_cursor'],
      handle: async ({ userId, query }) => reply(200, await listNotifications(deps.notifications, userId, query)),
    }),
  ];
}
