# Makes the ECS document of a line: what the line itself says where it is ECS JSON, with the fields on which every document can be searched set last,
# as logstash/src/document.ts does natively. A line of another form is its message, with the tag `_unparsed`.
require 'digest'
require 'time'

LEVELS = {
  'trc' => 'trace', 'dbg' => 'debug', 'inf' => 'info', 'information' => 'info', 'notice' => 'info', 'wrn' => 'warn', 'warning' => 'warn',
  'err' => 'error', 'ftl' => 'fatal', 'panic' => 'fatal', 'critical' => 'fatal'
}.freeze

def register(params); end

def filter(event)
  line = event.get('[@metadata][line]')
  text = event.get('message').to_s
  service = event.get('[@metadata][service]')
  path = event.get('[log][file][path]')
  offset = event.get('[log][offset]')
  read_at = event.timestamp.time

  time = parse_time(line)
  document = time ? expand(line) : {}
  document['@timestamp'] = LogStash::Timestamp.new((time || read_at).iso8601(3))
  document['message'] = time ? document['message'].to_s : text
  document['ecs'] = { 'version' => '8.10.0' }
  document['service'] = hash(document['service']).merge('name' => service)
  document['event'] = hash(document['event']).merge('dataset' => "#{service}.log", 'original' => text)
  log = hash(document['log'])
  level = log['level'].to_s.downcase
  log['level'] = LEVELS.fetch(level, level) unless level.empty?
  document['log'] = log.merge('file' => { 'path' => path })
  document['tags'] = ['_unparsed'] unless time
  # The same line always gets the same id, so that bringing it twice stores it once.
  id = Digest::SHA256.hexdigest("#{path}:#{offset}:#{read_at.to_f}:#{text}")[0, 32]

  event.to_hash.each_key { |name| event.remove(name) unless name == '@timestamp' || name == '@version' }
  event.remove('@version')
  document.each { |name, value| event.set("[#{name}]", value) }
  event.set('[@metadata][id]', id)
  [event]
end
