import type { TaskReader } from '../tasks/ports';
import { completeTask, createTask, deleteTask, updateTask, type TaskChangeDependencies } from '../tasks/task-changes';
import { getTask, listTasks } from '../tasks/task-reads';
import { oneTask, taskPage } from './answers';
import { defineRoute, reply, type Route } from './route';
import { newTask, taskChanges, taskListQuery, taskParams } from './schemas';

export interface TaskRouteDependencies extends TaskChangeDependencies {
  tasks: TaskReader;
}

/** A user's tasks, and those that the user was given. */
export function taskRoutes(deps: TaskRouteDependencies): Route<'user'>[] {
  return [
    defineRoute({
      method: 'post',
      path: '/tasks',
      operationId: 'createTask',
      tag: 'tasks',
      summary: 'Create a task',
      access: 'user',
      body: newTask,
      answers: { 201: { ...oneTask, headers: { location: 'The path of the task' } } },
      async handle({ userId, body }) {
        const created = await createTask(deps, userId, body);
        return reply(201, created, { location: `/tasks/${created.id}` });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/tasks',
      operationId: 'listTasks',
      tag: 'tasks',
      summary: 'The user’s tasks, newest first',
      description: 'Those that match all that is given.',
      access: 'user',
      query: taskListQuery,
      answers: { 200: { description: 'A page of tasks', schema: taskPage } },
      errors: ['invalid_cursor'],
      handle: async ({ userId, query }) => reply(200, await listTasks(deps.tasks, userId, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/tasks/:taskId',
      operationId: 'getTask',
      tag: 'tasks',
      summary: 'A task that the user owns or was given',
      access: 'user',
      params: taskParams,
      answers: { 200: oneTask },
      errors: ['invalid_id', 'task_not_found'],
      handle: async ({ userId, params }) => reply(200, await getTask(deps.tasks, userId, params.taskId)),
    }),
    defineRoute({
      method: 'patch',
      path: '/tasks/:taskId',
      operationId: 'updateTask',
      tag: 'tasks',
      summary: 'Change fields of a task that the user owns',
      description: 'An absent field stays, null clears; a field that has its value already is no change.',
      access: 'user',
      params: taskParams,
      body: taskChanges,
      answers: { 200: oneTask },
      errors: ['invalid_id', 'task_not_found'],
      handle: async ({ userId, params, body }) => reply(200, await updateTask(deps, userId, params.taskId, body)),
    }),
    defineRoute({
      method: 'delete',
      path: '/tasks/:taskId',
      operationId: 'deleteTask',
      tag: 'tasks',
      summary: 'Delete a task that the user owns',
      access: 'user',
      params: taskParams,
      answers: { 204: { description: 'It is deleted' } },
      errors: ['invalid_id', 'task_not_found'],
      async handle({ userId, params }) {
        await deleteTask(deps, userId, params.taskId);
        return reply(204);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/tasks/:taskId/complete',
      operationId: 'completeTask',
      tag: 'tasks',
      summary: 'Complete a task that the user owns or was given',
      description: 'Completing it again changes nothing.',
      access: 'user',
      params: taskParams,
      answers: { 200: oneTask },
      errors: ['invalid_id', 'task_not_found'],
      handle: async ({ userId, params }) => reply(200, await completeTask(deps, userId, params.taskId)),
    }),
  ];
}
