import type { EventDecoder } from '../kafka/event-decoder';
import type { RecordSender } from '../outbox/ports';
import type { AsideTopic, DeadLetterSource, DecisionStore, SkipDesk } from './ports';
import type { Screen } from './screen';

/** What the commands work with. */
export interface Desk {
  source: DeadLetterSource;
  /** What Dapr's pub/sub has put aside and nobody has collected yet. */
  aside: AsideTopic;
  decisions: DecisionStore;
  skips: SkipDesk;
  decoder: EventDecoder;
  sender: RecordSender;
  screen: Screen;
  /** Base URL of the console; undefined where there is none. */
  consoleUrl: string | undefined;
  /** Aborted when the operator interrupts. */
  signal: AbortSignal;
}
