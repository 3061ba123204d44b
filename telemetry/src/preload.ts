import { startDefaultMetrics } from './metrics';

startDefaultMetrics();
