import { CommandFailure, findSupervisor, type Paths } from '@firewatch/native/running';
import { docker } from '../engine/docker';
import { findEngineProblem } from '../engine/engine';
import { LABEL } from '../engine/labels';
import type { Surroundings } from './choose-runtime';

/** For the engine to tell what runs. One that hangs, runs nothing that could be reached. */
const ANSWER_MS = 3_000;

/** This machine, and the project at `paths.root`. */
export function lookAround(paths: Paths): Surroundings {
  return {
    // Elsewhere there is no native platform.
    isNativeUp: () => process.platform === 'linux' && findSupervisor(paths) !== undefined,
    isComposeUp: () => isComposeUp(paths.root),
    engineProblem: () => findEngineProblem(),
    // Loaded only when it comes to that, since most commands never ask.
    images: async () => (await import('./find-images.js')).findImages(paths),
  };
}

/** Whether containers of this folder's project run. Asks for no setting, so that it works before there are any. */
async function isComposeUp(root: string): Promise<boolean> {
  try {
    const words = [
      'ps',
      '--quiet',
      '--filter',
      `label=${LABEL.folder}=${root}`,
      '--filter',
      `label=${LABEL.oneOff}=False`,
    ];
    const { code, stdout } = await docker(words, { timeoutMs: ANSWER_MS });
    return code === 0 && stdout.trim() !== '';
  } catch (error) {
    if (error instanceof CommandFailure) return false;
    throw error;
  }
}
