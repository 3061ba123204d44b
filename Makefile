# Thin: what a target does is in infra/native (the platform), drills (the firewatch command) and package.json.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
# Targets given together are done in their order: make dev-down dev-up.
.NOTPARALLEL:

# Node 24 of this project comes before the machine's own.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

# How the platform is run.
RUNTIME ?= native
# One service of the platform, for dev-restart, dev-stop and dev-logs.
SERVICE ?=
# Requests a second, for traffic.
RATE ?=
# One or more drills, for drill and prove.
NAME ?=
# How often each drill is run, for prove.
REPEAT ?=
# How often, for test-faults and bench.
ROUNDS ?=
# Some of what test-faults can break, separated by commas.
KINDS ?=
# One benchmark, for bench; some suites of the component tests, for coverage.
ONLY ?=
# A number, for test-faults and bench: the same gives the same order.
SEED ?=

PLATFORM := node infra/native/build/bin/platform.js
FIREWATCH := node drills/build/bin/firewatch.js
RESULTS := .firewatch/test-results

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: runtime
runtime:
	@case '$(RUNTIME)' in
	native) ;;
	compose) echo 'RUNTIME=compose is not there yet; the platform runs natively: make $(firstword $(MAKECMDGOALS))' >&2; exit 1 ;;
	*) echo 'RUNTIME has to be native; it is "$(RUNTIME)".' >&2; exit 1 ;;
	esac

.PHONY: bootstrap
bootstrap:
	@infra/native/bootstrap.sh

.PHONY: dev-up
dev-up: runtime ## Install what is missing, start the platform, wait until it is healthy
	@since=$$(date +%s.%N)
	infra/native/bootstrap.sh
	$(PLATFORM) up --since "$$since"

# These need no more than what dev-up has built.
.PHONY: built
built: runtime
	@test -f infra/native/build/bin/platform.js || infra/native/bootstrap.sh

.PHONY: dev-down
dev-down: built ## Stop the platform; leave no process and no taken port
	@$(PLATFORM) down

.PHONY: dev-restart
dev-restart: built ## Restart the platform, or one service: SERVICE=redis
	@$(PLATFORM) restart $(SERVICE)

.PHONY: dev-stop
dev-stop: built ## Stop one service, which stays stopped until dev-restart or dev-up: SERVICE=redis
	@$(PLATFORM) stop $(SERVICE)

.PHONY: dev-logs
dev-logs: built ## Show and follow the logs, or those of one service: SERVICE=redis
	@$(PLATFORM) logs $(SERVICE) $(if $(LINES_BACK),--lines $(LINES_BACK)) $(if $(NO_FOLLOW),--no-follow)

.PHONY: dev-status
dev-status: built ## Show health, memory, ports and uptime of each service; FORMAT=json for machines
	@$(PLATFORM) status $(if $(filter json,$(FORMAT)),--json)

.PHONY: traffic
traffic: built ## Start background traffic: RATE=5 requests a second
	@$(FIREWATCH) traffic start $(if $(RATE),--rate $(RATE))

.PHONY: traffic-stop
traffic-stop: built ## Stop background traffic
	@$(FIREWATCH) traffic stop

.PHONY: drill
drill: built ## Break something and see it alerted and mended: NAME=KafkaBrokerDown; LIST=1 lists the drills; FORMAT=json, DRILL_SPEED=1
	@case '$(LIST)$(NAME)' in
	'') echo 'Which drill? make drill NAME=…, one of these:' >&2; $(FIREWATCH) drill list >&2; exit 2 ;;
	esac
	$(FIREWATCH) drill $(if $(LIST),list,run $(NAME)) $(if $(filter json,$(FORMAT)),--json)

.PHONY: prove
prove: built ## Run every drill and write what was measured to .firewatch/proof, then break drills on purpose: NAME=…, REPEAT=10, FORMAT=json, DRILL_SPEED=1
	@drills=0; $(FIREWATCH) prove $(NAME) $(if $(REPEAT),--repeat $(REPEAT)) $(if $(filter json,$(FORMAT)),--json) || drills=$$?
	breaks=0; $(if $(NAME),true,jest --config test/jest.prove.config.js --runInBand) || breaks=$$?
	exit $$(( drills || breaks ))

.PHONY: build
build: bootstrap ## Install npm packages and compile

.PHONY: lint
lint: bootstrap ## Check style, types and the rules of who may import whom
	@npm run --silent lint

.PHONY: format
format: bootstrap ## Format all files
	@npm run --silent format

.PHONY: dashboards
dashboards: bootstrap ## Generate dashboards/dist anew
	@node dashboards/build/bin/generate.js

.PHONY: topics-doc
topics-doc: bootstrap ## Generate docs/topics.md anew
	@node app/build/bin/topics-doc.js

.PHONY: release-schemas
release-schemas: bootstrap ## Make the event schemas of today the released ones, that later ones have to follow
	@node app/build/bin/release-schemas.js

.PHONY: slo
slo: bootstrap ## Generate the rules of alerts/slo anew
	@node infra/native/build/bin/slo.js

.PHONY: env-example
env-example: bootstrap ## Generate .env.local.example anew
	@$(PLATFORM) env-example

.PHONY: test-unit
test-unit: bootstrap ## Run the unit tests
	@jest --config jest.config.js

.PHONY: test
test: runtime lint ## Lint, unit tests, and the component tests on the real platform
	@$(PLATFORM) install --with-tests
	mkdir -p $(RESULTS) && rm -f $(RESULTS)/*.json
	unit=0; jest --config jest.config.js --json --outputFile=$(RESULTS)/unit.json || unit=$$?
	component=0; jest --config test/jest.config.js --runInBand --json --outputFile=$(RESULTS)/component.json || component=$$?
	summary=0; node test/build/bin/summary.js $(RESULTS)/unit.json $(RESULTS)/component.json || summary=$$?
	exit $$(( unit || component || summary ))

.PHONY: test-faults
test-faults: built ## Kill parts of the platform under load, and count what is lost or doubled: ROUNDS=20 KINDS=broker,postgres SEED=1 FORMAT=json
	@node test/build/bin/test-faults.js $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(KINDS),--kinds $(KINDS)) $(if $(SEED),--seed $(SEED)) $(if $(filter json,$(FORMAT)),--json)

.PHONY: coverage
coverage: runtime bootstrap ## Run all tests but the drills, and say how many lines they ran, in the unit tests and in the platform's processes together
	@$(PLATFORM) install --with-tests
	$(PLATFORM) down
	rm -rf coverage
	unit=0; jest --config jest.config.js --coverage || unit=$$?
	component=0; NODE_V8_COVERAGE=$(CURDIR)/coverage/raw jest --config test/jest.config.js --runInBand --testPathIgnorePatterns '/drills\.test\.ts$$' $(if $(ONLY),--testPathPatterns $(ONLY)) || component=$$?
	c8 report --temp-directory coverage/raw --merge-async --exclude-after-remap --include '**/src/**' --reporter json --reports-dir coverage/processes
	total=0; node test/build/bin/coverage.js coverage/unit/coverage-final.json coverage/processes/coverage-final.json || total=$$?
	exit $$(( unit || component || total ))

.PHONY: test-api-fuzz
test-api-fuzz: built ## Send the API all that its OpenAPI document allows, and what it does not: EXAMPLES=500 an operation, SEED=1
	@node test/build/bin/test-api-fuzz.js $(if $(EXAMPLES),--examples $(EXAMPLES)) $(if $(SEED),--seed $(SEED))

.PHONY: bench
bench: built ## Measure ratios on the running platform: ONLY=api-latency ROUNDS=10 SEED=1 FORMAT=json
	@node test/build/bin/bench.js $(if $(ONLY),--only $(ONLY)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SEED),--seed $(SEED)) $(if $(filter json,$(FORMAT)),--json)

.PHONY: clean
clean: ## Remove what was compiled; data, caches and settings stay
	@rm -rf */build infra/native/build drills/console/build coverage $(RESULTS)
	find . -name '*.tsbuildinfo' -not -path './node_modules/*' -delete
