import { dapr } from './dapr';
import type { DashboardModel } from './dashboard';
import { eventPipeline } from './event-pipeline';
import { taskService } from './task-service';

/** Every dashboard, as Grafana's JSON model. A new one is entered here. */
export const dashboards: readonly DashboardModel[] = [taskService, eventPipeline, dapr];
