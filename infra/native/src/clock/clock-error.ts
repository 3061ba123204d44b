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
