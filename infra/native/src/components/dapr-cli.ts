import path from 'node:path';
import { stringify } from 'yaml';
import type { ConfigFile, Context, ProcessSpec } from '../platform/component';
import { MARKER } from '../system/processes';
import { quote } from '../system/quote';

/** A flag of daprd's with its values: none for a switch. */
type Flag = readonly [name: string, ...values: string[]];

const text = ([value = '']: readonly string[]) => value;
const number = (values: readonly string[]) => Number(text(values));
const on = () => true;

/**
 * The flags for which a run file of the Dapr CLI 1.16 has a key that holds one value, and how the value is written there. The CLI takes a
 * key that it does not know without a word.
 */
const KEYS: Readonly<Record<string, readonly [key: string, form: (values: readonly string[]) => unknown]>> = {
  '--app-id': ['appID', text],
  '--app-port': ['appPort', number],
  '--app-protocol': ['appProtocol', text],
  '--app-channel-address': ['appChannelAddress', text],
  '--dapr-listen-addresses': ['apiListenAddresses', text],
  '--dapr-http-port': ['daprHTTPPort', number],
  '--dapr-grpc-port': ['daprGRPCPort', number],
  '--dapr-internal-grpc-port': ['daprInternalGRPCPort', number],
  '--metrics-port': ['metricsPort', number],
  '--enable-app-health-check': ['enableAppHealthCheck', on],
  '--app-health-check-path': ['appHealthCheckPath', text],
  '--app-health-probe-interval': ['appHealthProbeInterval', number],
  '--app-health-probe-timeout': ['appHealthProbeTimeout', number],
  '--app-health-threshold': ['appHealthThreshold', number],
  '--placement-host-address': ['placementHostAddress', text],
  '--scheduler-host-address': ['schedulerHostAddress', text],
};

const RESOURCES = '--resources-path';
const CONFIGURATION = '--config';

function flagsOf([, ...args]: readonly string[]): Flag[] {
  const flags: [string, ...string[]][] = [];
  for (const argument of args) {
    if (argument.startsWith('--')) flags.push([argument]);
    else flags.at(-1)?.push(argument);
  }
  return flags;
}

/** Folders in the form that the CLI expects of an installation of Dapr: `<folder>/.dapr/bin/daprd`. */
const launcherOf = (sidecar: ProcessSpec): string => `dapr/run/${sidecar.name}/.dapr/bin/daprd`;

/** What a run file has a key for, and the flags that are left. Of several configurations it takes the first. */
function divide(sidecar: ProcessSpec): { keys: Record<string, unknown>; rest: readonly Flag[] } {
  const flags = flagsOf(sidecar.argv);
  const configuration = flags.find(([name]) => name === CONFIGURATION);
  const resources = flags.filter(([name]) => name === RESOURCES);
  const single = flags.flatMap(([name, ...values]) => {
    const [key, form] = KEYS[name] ?? [];
    return key === undefined || form === undefined ? [] : [[key, form(values)] as const];
  });
  return {
    keys: {
      ...Object.fromEntries(single),
      configFilePath: configuration?.[1],
      resourcesPaths: resources.flatMap(([, ...values]) => values),
    },
    rest: flags.filter((flag) => flag !== configuration && flag[0] !== RESOURCES && !(flag[0] in KEYS)),
  };
}

function runFile({ paths }: Context, sidecars: readonly ProcessSpec[]): ConfigFile {
  const apps = sidecars.map((sidecar) => {
    const folder = path.join(paths.config, 'dapr/run', sidecar.name);
    return {
      ...divide(sidecar).keys,
      // The app itself is run by the platform.
      appDirPath: folder,
      runtimePath: folder,
      daprdLogDestination: 'console',
    };
  });
  const content = [
    '# The sidecars for `dapr run -f`: see docs/dapr.md.',
    stringify({ version: 1, apps }, { lineWidth: 0 }),
  ];
  return { path: 'dapr/dapr.yaml', content: content.join('\n') };
}

function launcher({ paths }: Context, sidecar: ProcessSpec): ConfigFile {
  const [program = ''] = sidecar.argv;
  // By the marker, `dev-down` finds what the CLI has left behind.
  const environment = Object.entries({ ...sidecar.env, [MARKER]: paths.state });
  const lines = [
    '#!/bin/sh',
    '# What the CLI starts as daprd. It adds what a run file cannot say: these variables, of each sidecar its own, and these flags.',
    ...environment.map(([name, value]) => `export ${name}=${quote(value)}`),
    `exec ${quote(program)} "$@" ${divide(sidecar).rest.flat().map(quote).join(' ')}`,
    '',
  ];
  return { path: launcherOf(sidecar), content: lines.join('\n'), mode: 0o700 };
}

/**
 * The files by which the Dapr CLI (`dapr run -f <paths.config>/dapr`) runs these sidecars just as the supervisor does: same program, flags
 * and environment.
 */
export function daprCliFiles(context: Context, sidecars: readonly ProcessSpec[]): readonly ConfigFile[] {
  return [runFile(context, sidecars), ...sidecars.map((sidecar) => launcher(context, sidecar))];
}
