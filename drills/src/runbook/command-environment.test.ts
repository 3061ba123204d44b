import { commandEnvironment } from './command-environment';

test('a command sees its terminal, not the make or npm around it', () => {
  const env = {
    PATH: '/usr/bin',
    HOME: '/home/sre',
    NAME: 'ApiDown',
    RATE: '9',
    MAKEFLAGS: ' -j4 -- NAME=ApiDown RATE=9',
    MAKELEVEL: '1',
    MFLAGS: '-j4',
    MAKE_TERMOUT: '/dev/pts/0',
    npm_config_cache: '/cache',
    npm_lifecycle_event: 'start',
    FORCE_COLOR: '1',
    TERM: 'xterm-256color',
    UNSET: undefined,
  };
  expect(commandEnvironment(env, '/clone/node_modules/.bin')).toEqual({
    PATH: '/clone/node_modules/.bin:/usr/bin',
    HOME: '/home/sre',
    NO_COLOR: '1',
    TERM: 'dumb',
  });
});

test('without a make, what looks like its variables stays', () => {
  expect(commandEnvironment({ RATE: '9' }, '/bin')).toEqual({ RATE: '9', PATH: '/bin', NO_COLOR: '1', TERM: 'dumb' });
});
