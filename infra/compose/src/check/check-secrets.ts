import { SECRETS } from '@firewatch/native';
import { exampleSecret } from './example-settings';
import type { Check, Finding } from './finding';
import type { Service } from './project';

/** What is named like one of these has to be a secret of the settings. */
const NAMED_AS_SECRET = /(?:PASS|PASSWORD|SECRET|TOKEN|ENCRYPTION_?KEY)$/i;

/** A password that has a default, or is none, unless one is given. */
const PASSWORDS: Readonly<Record<string, string>> = {
  postgres: 'POSTGRES_PASSWORD',
  redis: 'REDISCLI_AUTH',
  elasticsearch: 'ELASTIC_PASSWORD',
  kibana: 'KIBANA_SYSTEM_PASSWORD',
  grafana: 'GF_SECURITY_ADMIN_PASSWORD',
  'kafka-ui': 'SPRING_SECURITY_USER_PASSWORD',
};

const VALUES = Object.values(SECRETS).map(([variable]) => ({ variable, value: exampleSecret(variable) }));

/** Nobody logs in by a password that others know, and no secret is where others can read it. */
export const secretsCheck: Check = {
  name: 'secrets',
  title: 'each password is a secret of the settings, and none is among the arguments of a program',
  run: ({ project }) => [
    ...Object.entries(project.services).flatMap(([name, service]) => [
      ...inArguments(name, service),
      ...knownToOthers(name, service),
    ]),
    ...Object.entries(PASSWORDS).flatMap(([name, variable]) => {
      const service = project.services[name];
      if (!service || service.environment[variable] != null) return [];
      const what = `without ${variable} it has a password that everybody knows, or none`;
      return [{ where: `services.${name}.environment`, what, remedy: `set ${variable} to a secret of the settings` }];
    }),
  ],
};

/** A process list shows them, and so does the engine to whoever may ask it. */
function inArguments(name: string, { entrypoint, command, healthcheck }: Service): readonly Finding[] {
  const places = { command: [...entrypoint, ...command], healthcheck: healthcheck?.test ?? [] };
  return Object.entries(places).flatMap(([place, argv]) =>
    VALUES.filter(({ value }) => argv.join('\n').includes(value)).map(({ variable }) => ({
      where: `services.${name}.${place}`,
      what: `the secret ${variable} is among the arguments`,
      remedy: 'hand it on by the environment, as $$NAME in a script',
    })),
  );
}

function knownToOthers(name: string, { environment }: Service): readonly Finding[] {
  return Object.entries(environment)
    .filter(([variable]) => NAMED_AS_SECRET.test(variable))
    .filter(([, value]) => !VALUES.some((secret) => value?.includes(secret.value) === true))
    .map(([variable]) => ({
      where: `services.${name}.environment.${variable}`,
      what: 'it is no secret of the settings: everybody who has the file knows it',
      remedy: 'use a variable of SECRETS in infra/native/src/variables.ts',
    }));
}
