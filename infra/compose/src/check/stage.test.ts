import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { composeConfig } from './project';
import { stageService } from './stage';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stage-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

test('lays a service out with its files, folders and paths', () => {
  const source = path.join(folder, 'source');
  fs.mkdirSync(path.join(source, 'rules'), { recursive: true });
  fs.writeFileSync(path.join(source, 'rules/a.yml'), 'a: 1\n');
  fs.writeFileSync(
    path.join(source, 'main.yml'),
    'rules: /etc/app/rules/*.yml\ndata: /data/x\nother: /etc/passwd\nport: 80\n',
  );
  const { project } = composeConfig.parse({
    project: {
      name: 'x',
      services: {
        app: {
          entrypoint: ['/bin/app'],
          command: ['--config=/etc/app/main.yml', '--data', '/data', '--tmp', '/tmp', '--database', '/data-base'],
          environment: { FILE: 'file:/etc/app/main.yml', URL: 'http://host/data' },
          volumes: [
            { type: 'bind', source: path.join(source, 'rules'), target: '/etc/app/rules' },
            { type: 'bind', source: path.join(source, 'main.yml'), target: '/etc/app/main.yml' },
            { type: 'volume', source: 'data', target: '/data' },
          ],
          tmpfs: ['/tmp:uid=1'],
        },
      },
    },
    references: [],
    programs: {},
  });
  const stage = path.join(folder, 'stage');
  const staged = stageService(project, 'app', stage, (text) =>
    // A path of this machine, which may be one in the container as well.
    text.replace('port: 80', 'port: 8080').replace('/bin/app', '/tmp/app'),
  );
  expect(staged.argv).toEqual([
    '/tmp/app',
    `--config=${stage}/etc/app/main.yml`,
    '--data',
    `${stage}/data`,
    '--tmp',
    `${stage}/tmp`,
    '--database',
    '/data-base',
  ]);
  expect(staged.environment).toEqual({ FILE: `file:${stage}/etc/app/main.yml`, URL: 'http://host/data' });
  expect(fs.readFileSync(path.join(stage, 'etc/app/main.yml'), 'utf8')).toBe(
    `rules: ${stage}/etc/app/rules/*.yml\ndata: ${stage}/data/x\nother: /etc/passwd\nport: 8080\n`,
  );
  expect(fs.readFileSync(path.join(stage, 'etc/app/rules/a.yml'), 'utf8')).toBe('a: 1\n');
  expect(fs.statSync(path.join(stage, 'tmp')).isDirectory()).toBe(true);
});
