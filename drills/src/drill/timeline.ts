import { styleText } from 'node:util';
import { STEPS, type BlockRan, type DrillEvent, type RunEnded, type StepEnded, type Timings } from './events';

/** Where a timeline is shown. */
export interface Screen {
  write(text: string): unknown;
  /** A terminal gets colours, and a last line that moves. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const TICK_MS = 200;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR_LINE = '\r\u001b[2K';
const MARKS = { passed: '✔', failed: '✖', skipped: '·' } as const;
const COLOURS = { passed: 'green', failed: 'red', skipped: 'dim' } as const;
const WIDEST_STEP = Math.max(...Object.values(STEPS).map(({ length }) => length));

/** Shows the events of a run as they happen, one line each; on a terminal the last line tells what is under way, and for how long. */
export class Timeline {
  private readonly isLive: boolean;
  private startedAt = Date.now();
  private underWay: { readonly text: string; readonly since: number } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private frame = 0;

  constructor(private readonly screen: Screen) {
    this.isLive = screen.isTTY === true;
  }

  show(event: DrillEvent): void {
    switch (event.kind) {
      case 'run-started':
        this.startedAt = Date.parse(event.at);
        this.line(`${this.paint('bold', event.drill)}  ${event.fault}; clock ×${event.speed}; run ${event.run}`);
        if (this.isLive) this.timer = setInterval(() => this.tick(), TICK_MS);
        return;
      case 'step-started':
        this.underWay = { text: STEPS[event.step], since: Date.now() };
        return;
      case 'step-progress':
        this.line(`${this.clock(event.at)}    ${this.paint('dim', event.message)}`);
        return;
      case 'block-ran':
        for (const text of describeBlock(event)) this.line(`${' '.repeat(12)}${this.paint('dim', text)}`);
        return;
      case 'step-ended':
        this.underWay = undefined;
        if (event.outcome !== 'skipped') this.line(`${this.clock(event.at)}  ${this.describeStep(event)}`);
        return;
      case 'run-ended':
        clearInterval(this.timer);
        for (const text of this.describeEnd(event)) this.line(text);
        return;
      case 'rule-loaded':
        return;
    }
  }

  private describeStep({ step, outcome, seconds, message }: StepEnded): string {
    const [first = '', ...others] = message.split('\n');
    const head = `${this.paint(COLOURS[outcome], MARKS[outcome])} ${STEPS[step].padEnd(WIDEST_STEP)} ${seconds.toFixed(1).padStart(6)} s  ${first}`;
    return [head, ...others.map((text) => `${' '.repeat(12)}${text}`)].join('\n');
  }

  private describeEnd({ outcome, failure, timings }: RunEnded): readonly string[] {
    const colour = outcome === 'passed' ? 'green' : 'red';
    const head = this.paint(colour, `${outcome.toUpperCase()} after ${timings.total.toFixed(0)} s`);
    if (!failure) return [`${head}  ${describeTimings(timings)}`];
    return [
      head,
      `  to mend: ${this.paint('bold', failure.part)}, seen at "${STEPS[failure.step]}"`,
      `  ${failure.message}`,
    ];
  }

  private tick(): void {
    if (!this.underWay) return;
    const { text, since } = this.underWay;
    this.frame = (this.frame + 1) % SPINNER.length;
    const seconds = ((Date.now() - since) / 1000).toFixed(0);
    const shown = `${' '.repeat(10)}${SPINNER[this.frame] ?? ''} ${text} (${seconds} s)`;
    this.screen.write(`${CLEAR_LINE}${shown.slice(0, (this.screen.columns ?? 80) - 1)}`);
  }

  private line(text: string): void {
    this.screen.write(`${this.isLive ? CLEAR_LINE : ''}${text}\n`);
  }

  /** Time since the run began. */
  private clock(at: string): string {
    return `${((Date.parse(at) - this.startedAt) / 1000).toFixed(1).padStart(7)} s`.padStart(8);
  }

  private paint(style: 'bold' | 'dim' | 'green' | 'red', text: string): string {
    return this.isLive && process.env['NO_COLOR'] === undefined
      ? styleText(style, text, { validateStream: false })
      : text;
  }
}

/** A line for a block that shows what its page says; what came instead for one that does not. */
export function describeBlock({ language, code, output, expected, matches }: BlockRan): readonly string[] {
  const [command = ''] = code.split('\n');
  const head = `${matches ? MARKS.passed : MARKS.failed} ${language}  ${command}`;
  if (matches) return [head];
  return [head, 'the page says:', ...indent(expected ?? '(nothing)'), 'it shows:', ...indent(output)];
}

const indent = (text: string): readonly string[] => text.split('\n').map((line) => `  ${line}`);

/** What was measured, as far as the run got. */
export function describeTimings(timings: Timings): string {
  const { faultToCondition, conditionToFiring, conditionToFiringAllowed, firingToMessage, mitigationToResolved } =
    timings;
  const told: readonly (readonly [string, number | undefined, number?])[] = [
    ['fault → condition', faultToCondition],
    ['condition → firing', conditionToFiring, conditionToFiringAllowed],
    ['firing → message', firingToMessage, timings.firingToMessageAllowed],
    ['mitigation → resolved', mitigationToResolved],
    ['resolved → message', timings.resolvedToMessage],
  ];
  return told
    .flatMap(([name, seconds, allowed]) => {
      if (seconds === undefined) return [];
      const bound = allowed === undefined ? '' : ` (allowed ${allowed.toFixed(1)} s)`;
      return [`${name} ${seconds.toFixed(1)} s${bound}`];
    })
    .join(', ');
}
