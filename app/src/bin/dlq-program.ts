import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { ACTIVITY_PROJECTOR } from '../consumer/activity-projector';
import { AUDIT_LOG } from '../consumer/audit-log';
import { NOTIFICATION_DELIVERY } from '../consumer/notification-delivery';
import { NOTIFIER } from '../consumer/notifier';
import { collect, type CollectOptions } from '../dead-letters/commands/collect';
import { drop, type DropOptions } from '../dead-letters/commands/drop';
import { list, type ListOptions } from '../dead-letters/commands/list';
import { replay, type ReplayOptions } from '../dead-letters/commands/replay';
import { show } from '../dead-letters/commands/show';
import { skip, type SkipOptions } from '../dead-letters/commands/skip';
import { placeOf, type Place } from '../dead-letters/place';
import { sinceOf } from '../dead-letters/since';
import { atDesk } from './dlq-desk';

const LIST_LIMIT = 100;
const REPLAY_LIMIT = 1_000;
const SKIP_PATIENCE_MS = 30_000;
const GROUPS = [ACTIVITY_PROJECTOR, AUDIT_LOG, NOTIFIER, NOTIFICATION_DELIVERY];

const EXIT_CODES = `
Exit codes:
  0    done
  1    failed or refused: says why, and what was done before
  2    wrong usage
  3    no such dead letter, or none that could be replayed waits
  130  interrupted`;

const LIST_HELP = `
A dead letter waits until it is replayed or dropped. --json prints one array of objects with id, partition, offset, failedAt,
origin, reason, message, key, eventId, traceId and decision (null: it waits), in the same order and with the same limit.

Examples:
  firewatch dlq list
  firewatch dlq list --topic task.created --reason undecodable_record --since 1h
  firewatch dlq list --all --json | jq -r '.[] | select(.decision == null).id'`;

const SHOW_HELP = `
--json prints one object: that of list, with headers, payload or undecodable, and valueBase64.

Examples:
  firewatch dlq show 3-42`;

const REPLAY_HELP = `
The record goes back to the topic it came from as it came: key, value, headers, the event's id and trace among them, and
"replayed-from: dead-letter/<partition>/<offset>". Every consumer group of the topic gets it again; effects are idempotent by
the event's id, so only what is missing is made up for. It comes after newer events of its key.

It is sent first (acks=all) and noted as replayed after that: should this end in between, it still waits, and is sent twice
when it is replayed again. Of two operators who replay the same at once, one does. What was decided before is refused, and so
is what still cannot be decoded and would come straight back.

Examples:
  firewatch dlq replay 3-42 5-7
  firewatch dlq replay --all --reason internal_error --dry-run
  firewatch dlq replay --all --topic task.created --yes`;

const DROP_HELP = `
The record stays on the topic until its retention ends (30 days); list no longer counts it among those that wait.

Examples:
  firewatch dlq drop 3-42 --reason "sent by hand, no event of ours"`;

const COLLECT_HELP = `
Dapr puts a message of its pub/sub aside, on <topic>.dead-letter, that is no JSON or has failed to the last of its retries.
Each goes to the topic dead-letter, as it came, and is then taken off Dapr's topic: from there it is listed, shown, replayed
and dropped as any other.

They are sent first (acks=all) and taken off after that: should this end in between, some are collected twice.

Examples:
  firewatch dlq collect --dry-run
  firewatch dlq collect`;

const SKIP_HELP = `
For a record that its group waits at, and that nothing else helps with. Only the group's next record can be skipped: its offset
is in the log of the consumer ("attempt 7 to handle a record failed") and in the metric kafka_consumergroup_current_offset. The
running consumer puts the record into the topic dead-letter, with the reason skipped_by_operator, and goes on after it: so it
can be replayed once the cause is mended. Other groups are not concerned. The order and its reason are kept in the table record_skips.

Examples:
  firewatch dlq skip audit-log task.created 3 1042 --reason "larger than the database takes"`;

/** The command line of dead letters; commands end when the signal is aborted. */
export function dlqProgram(signal: AbortSignal): Command {
  const program = new Command('firewatch dlq')
    .description('Dead letters: records that no consumer could handle, as they came, on the topic dead-letter')
    .exitOverride()
    .showHelpAfterError('(--help says more)')
    .addHelpText('after', EXIT_CODES);
  const topic = ['--topic <topic>', 'that they came from'] as const;
  const code = ['--reason <code>', 'of their error: undecodable_record, internal_error, …'] as const;
  program
    .command('list')
    .description('show those that wait, newest last')
    .option(...topic)
    .option(...code)
    .option('--since <age>', 'failed at most that long ago: 90s, 15m, 1h, 7d', since)
    .option('--all', 'also those that were replayed or dropped')
    .option('--limit <n>', 'the newest so many', whole, LIST_LIMIT)
    .option('--json', 'for scripts')
    .addHelpText('after', LIST_HELP)
    .action((options: ListOptions) => atDesk(signal, (desk) => list(desk, options)));
  program
    .command('show')
    .description('show all of one: origin, error, headers, payload, trace')
    .argument('<id>', 'as list shows it', id)
    .option('--json', 'for scripts')
    .addHelpText('after', SHOW_HELP)
    .action((place: Place, options: { json?: boolean }) => atDesk(signal, (desk) => show(desk, place, options)));
  program
    .command('replay')
    .description('send them again to the topics they came from')
    .argument('[id...]', 'as list shows them', ids)
    .option('--all', 'all that wait, oldest first')
    .option(...topic)
    .option(...code)
    .option('--limit <n>', 'with --all: the oldest so many', whole, REPLAY_LIMIT)
    .option('--dry-run', 'say what would be replayed, and replay nothing')
    .option('--force', 'also what was decided before, or still cannot be decoded')
    .option('--yes', 'do not ask; needed for --all where there is no terminal')
    .addHelpText('after', REPLAY_HELP)
    .action((places: Place[] | undefined, options: ReplayOptions) =>
      atDesk(signal, (desk) => replay(desk, places ?? [], options)),
    );
  program
    .command('collect')
    .description("put what Dapr's pub/sub has put aside among the others")
    .option('--dry-run', 'say what would be collected, and collect nothing')
    .addHelpText('after', COLLECT_HELP)
    .action((options: CollectOptions) => atDesk(signal, (desk) => collect(desk, options)));
  program
    .command('drop')
    .description('note that they are not to be replayed')
    .argument('<id...>', 'as list shows them', ids)
    .addOption(new Option('--reason <text>', 'why; is kept with the decision').makeOptionMandatory().argParser(reason))
    .option('--yes', 'do not ask')
    .addHelpText('after', DROP_HELP)
    .action((places: Place[], options: DropOptions) => atDesk(signal, (desk) => drop(desk, places, options)));
  program
    .command('skip')
    .description('have a consumer group leave behind the record that it waits at')
    .addArgument(new Argument('<group>', 'that waits').choices(GROUPS))
    .argument('<topic>', 'that it reads')
    .argument('<partition>', 'a number', partition)
    .argument('<offset>', 'of the record', offset)
    .addOption(new Option('--reason <text>', 'why; is kept with the order').makeOptionMandatory().argParser(reason))
    .option('--yes', 'do not ask')
    .addHelpText('after', SKIP_HELP)
    .action((group: string, ofTopic: string, ofPartition: number, atOffset: string, options: SkipOptions) =>
      atDesk(signal, (desk) =>
        skip(desk, { group, topic: ofTopic, partition: ofPartition, offset: atOffset }, options, SKIP_PATIENCE_MS),
      ),
    );
  return program;
}

function id(text: string): Place {
  const place = placeOf(text);
  if (place) return place;
  throw new InvalidArgumentError('An id is <partition>-<offset>, e.g. 3-42.');
}

function ids(text: string, before: Place[] | undefined): Place[] {
  return [...(before ?? []), id(text)];
}

function partition(text: string): number {
  if (/^(0|[1-9]\d{0,8})$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be the number of a partition, e.g. 3.');
}

function offset(text: string): string {
  if (/^(0|[1-9]\d{0,18})$/.test(text)) return text;
  throw new InvalidArgumentError('It has to be an offset, e.g. 1042.');
}

function since(text: string): Date {
  const start = sinceOf(text, new Date());
  if (start) return start;
  throw new InvalidArgumentError(
    'An age is a whole number with s, m, h or d, e.g. 15m, and does not go back beyond 1970.',
  );
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It has to be a whole number greater than 0.');
}

function reason(text: string): string {
  if (text.trim() !== '') return text.trim();
  throw new InvalidArgumentError('It must not be empty.');
}
