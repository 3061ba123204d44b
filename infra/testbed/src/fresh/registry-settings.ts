import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * How this machine reaches the package registries: proxies, mirrors, certificates, credentials. A bare Debian on the same network needs the same; it gets
 * nothing else of this machine, above all no further source of packages.
 */
export interface RegistrySettings {
  readonly env: Readonly<Record<string, string>>;
  /** Text files of the root, by absolute path. */
  readonly files: Readonly<Record<string, string>>;
}

const GO_SETTING = /^GO(PROXY|SUMDB|NOSUMDB|NOPROXY|PRIVATE|INSECURE)$/;

const VARIABLES = [
  /^(https?|no|all)_proxy$/i,
  /^(SSL_CERT_FILE|SSL_CERT_DIR|NODE_EXTRA_CA_CERTS|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GIT_SSL_CAINFO)$/,
  /^PIP_(INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|CERT|PROXY|DEFAULT_TIMEOUT)$/,
  /^npm_config_(registry|https?_proxy|proxy|noproxy|cafile|strict_ssl)$/i,
  GO_SETTING,
  /^MAVEN_(OPTS|ARGS)$/,
];

/** Of npm's settings, those that say where the registry is, and how it is reached. */
const NPM_SETTING =
  /^\s*(registry|@[^:=\s]+:registry|\/\/[^=]+|(?:https?-)?proxy|noproxy|cafile|ca(?:\[\])?|strict-ssl)\s*=/;
/** The same of apt's. */
const APT_SETTING = /^Acquire::(http|https|Check-Valid-Until|Check-Date)\b/;

const CERTIFICATES = '/usr/local/share/ca-certificates';

/** @param env of this process @param home of its user */
export function readRegistrySettings(env: NodeJS.ProcessEnv = process.env, home = os.homedir()): RegistrySettings {
  const npm = [ask('npm', 'config', 'get', 'globalconfig').trim(), path.join(home, '.npmrc')].flatMap(linesOf);
  return {
    env: pickVariables(env),
    files: present({
      ...copies('/etc/resolv.conf', '/etc/hosts', '/etc/pip.conf', ...filesIn('/etc/apt/auth.conf.d')),
      ...copies(...filesIn(CERTIFICATES).filter((file) => file.endsWith('.crt'))),
      '/etc/apt/apt.conf.d/90registry': ofApt(ask('apt-config', 'dump')),
      '/etc/apt/sources.list': debianSources(),
      '/root/.npmrc': npm.filter((line) => NPM_SETTING.test(line)).join('\n'),
      '/root/.config/pip/pip.conf':
        textOf(path.join(home, '.config/pip/pip.conf')) || textOf(path.join(home, '.pip/pip.conf')),
      '/root/.config/go/env': linesOf(path.join(home, '.config/go/env')).filter(isGoSetting).join('\n'),
      '/root/.m2/settings.xml': textOf(path.join(home, '.m2/settings.xml')),
    }),
  };
}

/** @param line NAME=value, as `go env -w` keeps it */
const isGoSetting = (line: string): boolean => GO_SETTING.test(line.replace(/=.*/, ''));

export function pickVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && VARIABLES.some((form) => form.test(entry[0])),
    ),
  );
}

/** @param dump what `apt-config dump` prints */
export function ofApt(dump: string): string {
  return dump
    .split('\n')
    .filter((line) => APT_SETTING.test(line))
    .join('\n');
}

/**
 * Where this machine has Debian 12 itself from, as apt's index says it: `origin suite uri component` a line.
 * @returns lines of a sources.list; Debian's own servers where this machine is no Debian 12
 */
export function debianSources(
  index = ask(
    'apt-get',
    'indextargets',
    '--format',
    '$(ORIGIN) $(CODENAME) $(REPO_URI) $(COMPONENT)',
    'Created-By: Packages',
  ),
): string {
  const found = index
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([origin, codename = '']) => origin === 'Debian' && codename.startsWith('bookworm'))
    .map(([, codename = '', uri = '', component = '']) => `deb ${uri} ${codename} ${component}`);
  if (found.length > 0) return [...new Set(found)].join('\n');
  return [
    'deb http://deb.debian.org/debian bookworm main',
    'deb http://deb.debian.org/debian bookworm-updates main',
    'deb http://deb.debian.org/debian-security bookworm-security main',
  ].join('\n');
}

function copies(...files: readonly string[]): Record<string, string> {
  return Object.fromEntries(files.map((file) => [file, textOf(file)]));
}

/** Without those that have nothing in them; each ends in a line's end. */
function present(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([, text]) => text.trim() !== '')
      .map(([file, text]) => [file, `${text.trimEnd()}\n`]),
  );
}

function filesIn(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

function textOf(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

const linesOf = (file: string): string[] => textOf(file).split('\n');

/** @returns what a program of this machine prints; nothing where it has no such program */
function ask(program: string, ...words: readonly string[]): string {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}
