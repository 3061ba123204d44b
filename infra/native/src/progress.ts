import { Listr, PRESET_TIMER, type ListrTask } from 'listr2';

/**
 * Runs tasks one after the other and shows their progress and elapsed time: colour and moving lines on a terminal only, elsewhere
 * one plain line an event. Throws what the failing task has thrown.
 */
export async function runTasks(tasks: readonly ListrTask[]): Promise<void> {
  const list = new Listr([...tasks], {
    fallbackRendererCondition: () => !process.stdout.isTTY,
    fallbackRenderer: 'simple',
    registerSignalListeners: false,
    rendererOptions: { timer: PRESET_TIMER },
    fallbackRendererOptions: { timer: PRESET_TIMER },
  });
  try {
    await list.run();
  } catch (error) {
    throw error instanceof Brief ? error.cause : error;
  }
}

/** Lets the progress show the first line of a failure only: `runTasks` throws the failure itself, to be told in full at the end. */
export function briefly<Arguments extends readonly unknown[]>(
  run: (...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    try {
      await run(...given);
    } catch (error) {
      throw new Brief(error);
    }
  };
}

class Brief extends Error {
  constructor(override readonly cause: unknown) {
    const [firstLine] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    super(firstLine);
  }
}
