/** What has to be mended: an alert rule (or what is declared of it), a route or receiver, a message's template, or the platform itself. */
export type ClockPart = 'rule' | 'route' | 'template' | 'platform';

/** The clock cannot be set, and why. The message names file, alert and number, or what the checking program said. */
export class ClockError extends Error {
  override readonly name = 'ClockError';
  constructor(
    readonly part: ClockPart,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** @returns what `work` returns. A ClockError of it gets `where` before its message and, if given, another part. */
export function naming<T>(where: string, work: () => T, part?: ClockPart): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    throw new ClockError(part ?? error.part, `${where}: ${error.message}`, { cause: error });
  }
}
