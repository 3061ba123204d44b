import { Listr, ListrLogger, PRESET_TIMER, ProcessOutput, type ListrTask } from 'listr2';

/**
 * Runs tasks one after the other and shows their progress and elapsed time: colour and moving lines on a terminal only, elsewhere
 * one plain line an event. Throws what the failing task has thrown.
 * @param stream gets the progress; stderr where stdout is for machines
 */
export async function runTasks(
  tasks: readonly ListrTask[],
  stream: NodeJS.WriteStream = process.stdout,
): Promise<void> {
  const logger = () => new ListrLogger({ useIcons: true, processOutput: new ProcessOutput(stream, stream) });
  const list = new Listr([...tasks], {
    fallbackRendererCondition: () => !stream.isTTY,
    fallbackRenderer: 'simple',
    registerSignalListeners: false,
    rendererOptions: { timer: PRESET_TIMER, logger: logger() },
    fallbackRendererOptions: { timer: PRESET_TIMER, logger: logger() },
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
