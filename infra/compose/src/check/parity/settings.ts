import { variables } from '@firewatch/native';
import type { Check } from '../finding';
import { NATIVE_ONLY_SETTINGS, staleEntries } from './differences';

/** A setting that only one of the two platforms takes surprises whoever changes it. */
export const settingsCheck: Check = {
  name: 'parity-settings',
  title: 'each setting has its effect in containers as well, but for those listed with a reason',
  run: ({ references }) => {
    const used = new Set(references.map(({ variable }) => variable));
    const unused = Object.keys(variables.shape).filter((variable) => !used.has(variable));
    return [
      ...unused
        .filter((variable) => !Object.hasOwn(NATIVE_ONLY_SETTINGS, variable))
        .map((variable) => ({
          where: 'the file',
          what: `the setting ${variable} is not used`,
          remedy: 'use it, or give the reason in NATIVE_ONLY_SETTINGS of parity/differences.ts',
        })),
      ...staleEntries('the setting', NATIVE_ONLY_SETTINGS, new Set(unused)),
    ];
  },
};
