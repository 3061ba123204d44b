import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import { listDashboards, readDashboard } from './dashboards';

const folder = path.join(resolvePaths().root, 'dashboards/dist');

test('lists the dashboards that are built, with the number of panels', async () => {
  const heads = await listDashboards(folder);
  expect(heads.map(({ uid }) => uid)).toEqual(['dapr', 'event-pipeline', 'task-service']);
  for (const { uid, panels } of heads) {
    const dashboard = await readDashboard(folder, uid);
    expect(panels).toBeGreaterThan(0);
    expect(panels).toBe(dashboard.panels.filter(({ type }) => type !== 'row').length);
  }
});

test.each(['nope', '', '../package', '../../package.json', 'task-service.json'])('there is no "%s"', async (uid) => {
  await expect(readDashboard(folder, uid)).rejects.toThrow(expect.objectContaining({ code: 'not_found' }) as Error);
});
