/**
 * The channels of Slack that something is posted to, the receivers `slack-<channel>` of alerts/alertmanager.yml and the dead-man's
 * switch's own, each with the variable of its incoming webhook in the real Slack.
 */
export const SLACK_WEBHOOKS = {
  critical: 'SLACK_WEBHOOK_URL_CRITICAL',
  warning: 'SLACK_WEBHOOK_URL_WARNING',
  platform: 'SLACK_WEBHOOK_URL_PLATFORM',
  unrouted: 'SLACK_WEBHOOK_URL_UNROUTED',
  'dead-mans-switch': 'SLACK_WEBHOOK_URL_DEAD_MANS_SWITCH',
} as const;

export type SlackChannel = keyof typeof SLACK_WEBHOOKS;
export type SlackWebhookVariable = (typeof SLACK_WEBHOOKS)[SlackChannel];

export const SLACK_CHANNELS = Object.keys(SLACK_WEBHOOKS) as SlackChannel[];
