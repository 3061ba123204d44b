import { randomUUID } from 'node:crypto';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { CompressionTypes, type Message, type Producer } from 'kafkajs';
import { registryUrl } from './kafka-reader';

/** The topics of events, and the groups that read each. */
export const READERS: Readonly<Record<string, readonly string[]>> = {
  'user.registered': ['audit-log'],
  'task.created': ['activity-projector', 'audit-log'],
  'task.updated': ['activity-projector', 'audit-log'],
  'task.completed': ['activity-projector', 'audit-log'],
  'task.assigned': ['activity-projector', 'audit-log', 'notifier'],
  'task.deleted': ['activity-projector', 'audit-log'],
  'reminder.due': ['audit-log', 'notifier'],
  'notification.sent': ['audit-log'],
};

/** An event that can be handled, and where it stands. */
export interface SentEvent {
  readonly eventId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** Sends events by the schemas that the registry has, as others than the service may. */
export class EventRecords {
  private readonly registry = new SchemaRegistry({ host: registryUrl() });
  private readonly schemaIds = new Map<string, number>();

  /** @param userId whom the events are about, where they are about somebody */
  constructor(
    private readonly producer: Producer,
    private readonly userId: string,
  ) {}

  /** The value of an event of the topic, in the wire format. */
  async valueFor(topic: string, changes: Readonly<Record<string, unknown>> = {}): Promise<Buffer> {
    const [taskId, ownerId, occurredAt] = [randomUUID(), this.userId, Date.now()];
    const task = { taskId, ownerId, occurredAt, title: 'Sent by a test', status: 'open', priority: 'low', tags: [] };
    const payload = {
      ...task,
      changedFields: [],
      assigneeId: null,
      previousAssigneeId: null,
      dueAt: occurredAt,
      userId: this.userId,
      displayName: 'A test',
      notificationId: randomUUID(),
      kind: 'reminder',
      channel: 'in_app',
      causeEventId: randomUUID(),
      ...changes,
    };
    return this.registry.encode(await this.schemaIdOf(topic), payload);
  }

  private async schemaIdOf(topic: string): Promise<number> {
    const id = this.schemaIds.get(topic) ?? (await this.registry.getLatestSchemaId(`${topic}-value`));
    this.schemaIds.set(topic, id);
    return id;
  }

  /** Sends one record to that partition. @returns its place */
  async send(
    topic: string,
    partition: number,
    message: Omit<Message, 'partition'>,
    compression: CompressionTypes = CompressionTypes.None,
  ): Promise<SentEvent> {
    const eventId = String(message.headers?.['ce_id'] ?? '');
    const [stored] = await this.producer.send({ topic, compression, messages: [{ ...message, partition }] });
    return { eventId, topic, partition, offset: stored?.baseOffset ?? '' };
  }

  /** Sends an event that can be handled. */
  async sendGood(topic: string, partition: number, eventId: string = randomUUID()): Promise<SentEvent> {
    return this.send(topic, partition, {
      key: randomUUID(),
      value: await this.valueFor(topic),
      headers: headersOf(eventId),
    });
  }
}

/** The headers of an event. */
export function headersOf(eventId: string = randomUUID()): { ce_id: string; ce_time: string } {
  return { ce_id: eventId, ce_time: new Date().toISOString() };
}
