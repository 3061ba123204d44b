import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { debianSources, ofApt, pickVariables, readRegistrySettings } from './registry-settings';

test('of the environment, what says how registries are reached', () => {
  const taken = {
    https_proxy: 'http://proxy:3128',
    NO_PROXY: 'localhost',
    NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt',
    PIP_INDEX_URL: 'https://mirror/simple',
    GOPROXY: 'https://mirror/go',
    npm_config_registry: 'https://mirror/npm',
  };
  const left = { PATH: '/usr/local/go/bin', GOROOT: '/go', PIP_FIND_LINKS: '/wheels', JAVA_HOME: '/jdk', HOME: '/h' };
  expect(pickVariables({ ...taken, ...left })).toEqual(taken);
});

test("of apt's settings, proxies and checks of the archive", () => {
  const dump = [
    'APT::Architecture "amd64";',
    'Acquire::http::Proxy "http://proxy:3128";',
    'Acquire::https::mirror::Verify-Peer "false";',
    'Acquire::Check-Valid-Until "false";',
    'Acquire::IndexTargets::deb::Packages "";',
    'DPkg::Post-Invoke "";',
  ].join('\n');
  expect(ofApt(dump).split('\n')).toHaveLength(3);
});

describe('sources of packages', () => {
  test("are those of this machine that have Debian 12 itself, and no one else's", () => {
    const index = [
      'Debian bookworm http://mirror/debian/ main',
      'Debian bookworm http://mirror/debian/ main',
      'Debian bookworm-security http://mirror/security/ main',
      'Somebody nodistro https://packages.example/node main',
      'Debian trixie http://mirror/debian/ main',
      '',
    ].join('\n');
    expect(debianSources(index)).toBe(
      'deb http://mirror/debian/ bookworm main\ndeb http://mirror/security/ bookworm-security main',
    );
  });

  test("are Debian's own where this machine is no Debian 12", () => {
    expect(debianSources('Ubuntu noble http://mirror/ubuntu/ main\n')).toContain('bookworm-security');
    expect(debianSources('')).toContain('bookworm main');
  });
});

test('of the files in the home folder, nothing but how registries are reached', () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'home-'));
  try {
    const lines = [
      'registry=https://mirror/npm',
      '//mirror/npm/:_authToken=abc',
      'prefix=/opt',
      '@a:registry=https://b',
    ];
    fs.writeFileSync(path.join(home, '.npmrc'), lines.join('\n'));
    fs.mkdirSync(path.join(home, '.m2'));
    fs.mkdirSync(path.join(home, '.config/go'), { recursive: true });
    fs.writeFileSync(path.join(home, '.config/go/env'), 'GOPROXY=https://mirror/go\nGOTOOLCHAIN=local\n');
    fs.writeFileSync(path.join(home, '.m2/settings.xml'), '<settings/>');
    const { files } = readRegistrySettings({}, home);
    const npmrc = files['/root/.npmrc']?.trim().split('\n');
    expect(npmrc).toEqual(expect.arrayContaining(lines.filter((line) => !line.startsWith('prefix'))));
    expect(npmrc).not.toContain('prefix=/opt');
    expect(files['/root/.m2/settings.xml']).toBe('<settings/>\n');
    expect(files['/etc/apt/sources.list']).toMatch(/^deb .* bookworm main$/m);
    expect(files['/root/.config/go/env']).toBe('GOPROXY=https://mirror/go\n');
  } finally {
    fs.rmSync(home, { recursive: true });
  }
});
