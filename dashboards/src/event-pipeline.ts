import { consumer } from './event-pipeline/consumer';
import { kafka } from './event-pipeline/kafka';
import { notifications } from './event-pipeline/notifications';
import { logPipeline } from './event-pipeline/log-pipeline';
import { lag } from './event-pipeline/lag';
import { outbox } from './event-pipeline/outbox';
import { overview } from './event-pipeline/overview';
import { stores } from './event-pipeline/stores';
import { buildDashboard } from './dashboard';
import { labelVariable } from './house';

/** The way of an event: outbox → Kafka → consumer → Dapr state store and PostgreSQL. */
export const eventPipeline = buildDashboard({
  uid: 'event-pipeline',
  title: 'Event pipeline',
  description:
    'The way of an event from the committed change to its effect: outbox, Kafka, consumer groups, Dapr, Redis and PostgreSQL.',
  tags: ['events'],
  variables: [
    labelVariable('messaging_consumer_group_name', 'Consumer group', 'messaging_process_duration_seconds_count'),
    labelVariable('messaging_destination_name', 'Topic', 'messaging_process_duration_seconds_count'),
  ],
  rows: [overview, outbox, kafka, lag, consumer, notifications, stores, logPipeline],
});
