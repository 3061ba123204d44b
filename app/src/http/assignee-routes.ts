import { assignTask, type TaskChangeDependencies } from '../tasks/task-changes';
import { oneTask } from './answers';
import { defineRoute, reply, type Route } from './route';
import { assignment, taskParams } from './schemas';

/** Who works on a task; its owner decides. */
export function assigneeRoutes(deps: TaskChangeDependencies): Route<'user'>[] {
  return [
    defineRoute({
      method: 'put',
      path: '/tasks/:taskId/assignee',
      operationId: 'assignTask',
      tag: 'tasks',
      summary: 'Give a task that the user owns to somebody',
      description: 'Who was given a task may read and complete it. Giving it to who has it already changes nothing.',
      access: 'user',
      params: taskParams,
      body: assignment,
      answers: { 200: oneTask },
      errors: ['invalid_id', 'task_not_found', 'assignee_not_found'],
      handle: async ({ userId, params, body }) =>
        reply(200, await assignTask(deps, userId, params.taskId, body.userId)),
    }),
    defineRoute({
      method: 'delete',
      path: '/tasks/:taskId/assignee',
      operationId: 'unassignTask',
      tag: 'tasks',
      summary: 'Take a task back that the user gave to somebody',
      description: 'Taking back what nobody has changes nothing.',
      access: 'user',
      params: taskParams,
      answers: { 200: oneTask },
      errors: ['invalid_id', 'task_not_found'],
      handle: async ({ userId, params }) => reply(200, await assignTask(deps, userId, params.taskId, null)),
    }),
  ];
}
