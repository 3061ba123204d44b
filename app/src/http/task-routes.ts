import { Router, type RequestHandler } from 'express';
import type { TaskReader } from '../tasks/ports';
import { completeTask, createTask, deleteTask, updateTask, type TaskChangeDependencies } from '../tasks/task-changes';
import { getTask, listTasks } from '../tasks/task-reads';
import { userIdOf } from './authenticate';
import { jsonBody } from './json-body';
import { parseBody, parseQuery, taskIdOf } from './parse';
import { listQuery, newTask, taskChanges } from './schemas';

export interface TaskRouteDependencies extends TaskChangeDependencies {
  tasks: TaskReader;
}

/** A user's tasks. `authenticated` comes first on every route. */
export function taskRoutes(deps: TaskRouteDependencies, authenticated: RequestHandler[]): Router {
  const router = Router();

  router.post('/tasks', ...authenticated, jsonBody, async (request, response) => {
    const task = await createTask(deps, userIdOf(response), parseBody(newTask, request));
    response.status(201).location(`/tasks/${task.id}`).json(task);
  });

  router.get('/tasks', ...authenticated, async (request, response) => {
    response.json(await listTasks(deps.tasks, userIdOf(response), parseQuery(listQuery, request)));
  });

  router.get('/tasks/:taskId', ...authenticated, async (request, response) => {
    response.json(await getTask(deps.tasks, userIdOf(response), taskIdOf(request)));
  });

  router.patch('/tasks/:taskId', ...authenticated, jsonBody, async (request, response) => {
    const taskId = taskIdOf(request);
    response.json(await updateTask(deps, userIdOf(response), taskId, parseBody(taskChanges, request)));
  });

  router.delete('/tasks/:taskId', ...authenticated, async (request, response) => {
    await deleteTask(deps, userIdOf(response), taskIdOf(request));
    response.status(204).end();
  });

  router.post('/tasks/:taskId/complete', ...authenticated, async (request, response) => {
    response.json(await completeTask(deps, userIdOf(response), taskIdOf(request)));
  });

  return router;
}
