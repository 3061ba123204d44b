/** What is done to a seeded task after it was created, besides leaving it open; `assignTo` is the e-mail of a seeded user. */
export type SeedStep = 'complete' | 'delete' | { title: string } | { assignTo: string };

export interface SeedTask {
  title: string;
  description?: string;
  priority?: 'low' | 'normal' | 'high';
  /** Due this many days from the day of seeding. */
  dueInDays?: number;
  tags?: string[];
  then?: readonly SeedStep[];
}

export interface SeedUser {
  email: string;
  displayName: string;
  tasks: readonly SeedTask[];
}

const DEMO = 'demo@firewatch.example';
const MARIA = 'maria.keller@firewatch.example';
const JONAS = 'jonas.lind@firewatch.example';

/** The demo user and two more, each with tasks in every state. */
export const SEED_USERS: readonly SeedUser[] = [
  {
    email: DEMO,
    displayName: 'Demo User',
    tasks: [
      { title: 'Rotate the database credentials', priority: 'high', dueInDays: 2, tags: ['security', 'database'] },
      { title: 'Write the post-mortem of the Kafka outage', priority: 'high', dueInDays: 1, tags: ['incident'] },
      {
        title: 'Review the retention of the audit log',
        description: 'Legal asks for seven years.',
        tags: ['compliance'],
      },
      { title: 'Upgrade the schema registry', dueInDays: 14, tags: ['maintenance'], then: ['complete'] },
      { title: 'Add a panel for consumer lag', tags: ['dashboards'], then: [{ assignTo: MARIA }, 'complete'] },
      { title: 'Silence the flapping disk alert', priority: 'low', tags: ['alerts'], then: ['complete'] },
      { title: 'Order new badges', priority: 'low', then: ['delete'] },
      {
        title: 'Plan the game day',
        dueInDays: 21,
        tags: ['drill'],
        then: [{ title: 'Plan the game day with the support team' }],
      },
      {
        title: 'Check that backups can be restored',
        priority: 'high',
        dueInDays: 5,
        tags: ['backup', 'database'],
        then: [{ assignTo: JONAS }],
      },
      { title: 'Tidy up unused topics', priority: 'low', tags: ['kafka'] },
      { title: 'Document the log-in flow', then: [{ title: 'Document the log-in flow for partners' }, 'complete'] },
      { title: 'Try out the new laptop', priority: 'low', then: ['complete', 'delete'] },
    ],
  },
  {
    email: MARIA,
    displayName: 'Maria Keller',
    tasks: [
      { title: 'Prepare the quarterly report', priority: 'high', dueInDays: 9, tags: ['report'] },
      { title: 'Interview the new colleague', dueInDays: 3, tags: ['hiring'], then: [{ assignTo: DEMO }] },
      { title: 'Sign the hosting contract', priority: 'high', tags: ['contract'], then: ['complete'] },
      { title: 'Book a room for the retrospective', then: ['complete'] },
      { title: 'Answer the data-protection questionnaire', dueInDays: 7, tags: ['compliance'] },
      {
        title: 'Update the on-call rota',
        tags: ['on-call'],
        then: [{ title: 'Update the on-call rota for December' }],
      },
      { title: 'Collect feedback on the beta', tags: ['product'] },
      { title: 'Cancel the old newsletter', priority: 'low', then: ['delete'] },
      { title: 'Review the SLO targets', dueInDays: 12, tags: ['slo'], then: ['complete'] },
      { title: 'Translate the release notes', priority: 'low', tags: ['docs'] },
    ],
  },
  {
    email: JONAS,
    displayName: 'Jonas Lind',
    tasks: [
      { title: 'Replace the certificates of the gateway', priority: 'high', dueInDays: 4, tags: ['security'] },
      { title: 'Measure the cost of tracing', tags: ['telemetry'], then: ['complete'] },
      { title: 'Reduce the size of the container images', tags: ['build'], then: [{ assignTo: DEMO }] },
      { title: 'Migrate the cron jobs', dueInDays: 30, tags: ['maintenance'] },
      { title: 'Fix the time zone in the weekly mail', then: ['complete'] },
      { title: 'Delete the staging cluster of last year', priority: 'low', then: ['complete', 'delete'] },
      {
        title: 'Load-test the task API',
        dueInDays: 6,
        tags: ['performance'],
        then: [{ title: 'Load-test the task API at twice the peak' }],
      },
      { title: 'Pair with Maria on the report', tags: ['report'], then: [{ assignTo: MARIA }] },
      { title: 'Clean the coffee machine', priority: 'low', then: ['delete'] },
      { title: 'Write a runbook for full disks', priority: 'high', tags: ['runbook'], then: ['complete'] },
    ],
  },
];
