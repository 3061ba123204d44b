# Thin: what a target does is in infra/native and infra/compose (the platform), drills (the firewatch command) and package.json.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
# Targets given together are done in their order: make dev-down dev-up.
.NOTPARALLEL:

# This project's Node.js and npm come before the machine's own.
export PATH := $(CURDIR)/node_modules/.bin:$(CURDIR)/.firewatch/cache/node/node_modules/.bin:$(PATH)

# How the platform is run: native (local processes) or compose (containers). Nothing: the way it runs already, else in containers where
# an engine answers and the images are here or can be pulled, else natively.
RUNTIME ?=
# Anything: dev-down also removes what the platform has stored.
REMOVE_DATA ?=
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
# Generated inputs for each property, for test-properties.
CASES ?=
# Some of what test-faults can break, separated by commas.
KINDS ?=
# One benchmark, for bench; some suites of the component tests, for coverage; some checks, for smoke; some images, for images; a part of test-fresh.
ONLY ?=
# Anything: with a picture of each dashboard, for smoke.
PICTURES ?=
# Anything: rehearse-compose leaves the platform running for a look, test-fresh leaves what failed.
KEEP ?=
# One or more drills, for rehearse-compose.
DRILLS ?=
# A number, for test-faults and bench: the same gives the same order.
SEED ?=

PLATFORM := node infra/native/build/bin/platform.js
COMPOSE := node infra/compose/build/bin/compose.js
CHOOSE := node infra/compose/build/bin/runtime.js --runtime '$(RUNTIME)'
FIREWATCH := node drills/build/bin/firewatch.js
RESULTS := .firewatch/test-results

# Does the same in the chosen runtime: $(call on-runtime,start|use,program that does it natively,words that both programs take)
on-runtime = runtime=$$($(CHOOSE) $1); case $$runtime in native) $2 $3 ;; compose) $(COMPOSE) $3 ;; esac

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  %-16s %s%s\n", $$1, $$2, /: .*native-only.*##/ ? " (natively only)" : "" }' $(MAKEFILE_LIST)
	printf '\n%s\n%s\n' \
		'RUNTIME=native or RUNTIME=compose says how the platform is run: as local processes, or in containers. Unless it is given: the way' \
		'it runs already; else in containers, where an engine answers and the images are here or can be pulled; else natively.'

.PHONY: bootstrap
bootstrap:
	@infra/native/bootstrap.sh

.PHONY: dev-up
dev-up: ## Install what is missing, start the platform, wait until it is healthy
	@since=$$(date +%s.%N)
	infra/native/bootstrap.sh
	$(call on-runtime,start,$(PLATFORM),up --since "$$since")

# These need no more than what dev-up has built.
.PHONY: built
built:
	@test -f infra/native/build/bin/platform.js -a -f infra/compose/build/bin/runtime.js || infra/native/bootstrap.sh

# What works on the native platform only, so far.
.PHONY: native-only
native-only: built
	@$(CHOOSE) native-only '$(MAKECMDGOALS)'

.PHONY: dev-down
dev-down: built ## Stop the platform; leave no process and no taken port; REMOVE_DATA=1 also removes its data
	@$(call on-runtime,use,$(PLATFORM),down $(if $(REMOVE_DATA),--remove-data))

.PHONY: dev-restart
dev-restart: built ## Restart the platform, or one service: SERVICE=redis
	@$(call on-runtime,$(if $(SERVICE),use,start),$(PLATFORM),restart $(SERVICE))

.PHONY: dev-stop
dev-stop: built ## Stop one service, which stays stopped until dev-restart or dev-up: SERVICE=redis
	@$(call on-runtime,use,$(PLATFORM),stop $(SERVICE))

.PHONY: dev-logs
dev-logs: built ## Show and follow the logs, or those of one service: SERVICE=redis
	@$(call on-runtime,use,$(PLATFORM),logs $(SERVICE) $(if $(LINES_BACK),--lines $(LINES_BACK)) $(if $(NO_FOLLOW),--no-follow))

.PHONY: dev-status
dev-status: built ## Show health, memory, ports and uptime of each service; FORMAT=json for machines
	@$(call on-runtime,use,$(PLATFORM),status $(if $(filter json,$(FORMAT)),--json))

.PHONY: traffic
traffic: built ## Start background traffic: RATE=5 requests a second
	@$(call on-runtime,use,$(FIREWATCH),traffic start $(if $(RATE),--rate $(RATE)))

.PHONY: traffic-stop
traffic-stop: built ## Stop background traffic
	@$(call on-runtime,use,$(FIREWATCH),traffic stop)

.PHONY: drill
drill: built ## Break something and see it alerted and mended: NAME=KafkaBrokerDown; LIST=1 lists the drills; FORMAT=json, DRILL_SPEED=1
	@case '$(LIST)$(NAME)' in
	'') echo 'Which drill? make drill NAME=…, one of these:' >&2; $(FIREWATCH) drill list >&2; exit 2 ;;
	esac
	$(call on-runtime,use,$(FIREWATCH),drill $(if $(LIST),list,run $(NAME)) $(if $(filter json,$(FORMAT)),--json))

.PHONY: prove
prove: built ## Run every drill and write what was measured to .firewatch/proof, then, natively, break drills on purpose: NAME=…, REPEAT=10, FORMAT=json, DRILL_SPEED=1
	@drills=0; breaks=0
	$(call on-runtime,use,$(FIREWATCH),prove $(NAME) $(if $(REPEAT),--repeat $(REPEAT)) $(if $(filter json,$(FORMAT)),--json)) || drills=$$?
	$(if $(NAME),true,test $$runtime = compose || jest --config test/jest.prove.config.js --runInBand) || breaks=$$?
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

.PHONY: env-check
env-check: built ## Name everything that is wrong with .env.local and the environment: FORMAT=json
	@$(PLATFORM) env-check $(if $(filter json,$(FORMAT)),--json)

.PHONY: env-example
env-example: bootstrap ## Generate .env.local.example anew
	@$(PLATFORM) env-example

.PHONY: test-unit
test-unit: bootstrap ## Run the unit tests
	@$(PLATFORM) install --with-tests
	jest --config jest.config.js

.PHONY: test-properties
test-properties: bootstrap ## Run the property tests with many generated inputs: CASES=10000 a property, SEED=1, ONLY=logstash
	@$(PLATFORM) install --with-tests
	PROPERTY_CASES=$(or $(CASES),10000) $(if $(SEED),PROPERTY_SEED=$(SEED)) jest --config jest.config.js --testTimeout 600000 --testPathPatterns '$(ONLY).*\.property\.test\.ts$$'

.PHONY: test
test: native-only lint check-workflows ## Lint, unit tests, and the component tests on the real platform
	@$(PLATFORM) install --with-tests
	mkdir -p $(RESULTS) && rm -f $(RESULTS)/*.json
	unit=0; jest --config jest.config.js --json --outputFile=$(RESULTS)/unit.json || unit=$$?
	component=0; jest --config test/jest.config.js --runInBand --json --outputFile=$(RESULTS)/component.json || component=$$?
	summary=0; node test/build/bin/summary.js $(RESULTS)/unit.json $(RESULTS)/component.json || summary=$$?
	exit $$(( unit || component || summary ))

.PHONY: check-compose
check-compose: bootstrap ## Check docker-compose.yml and all that it mounts, runs and names, without an engine: FORMAT=json
	@{ $(PLATFORM) install && node infra/compose/build/bin/check-compose.js --install; } >&2
	node infra/compose/build/bin/check-compose.js $(if $(filter json,$(FORMAT)),--json)

.PHONY: rehearse-compose
rehearse-compose: bootstrap ## Try the commands for containers, then really start docker-compose.yml where no image can be pulled, on stand-ins, look at it and take it down: KEEP=1 lets it run until Ctrl-C; DRILLS="KafkaBrokerDown DaprSidecarDown" drills it, too
	@$(PLATFORM) install --with-tests
	jest --config test/jest.rehearse.config.js --runInBand
	node infra/compose/build/bin/rehearse-compose.js $(if $(KEEP),--keep) $(if $(DRILLS),--drills $(DRILLS))

.PHONY: check-workflows
check-workflows: bootstrap ## Check GitHub's workflows and every shell script, by our rules, actionlint and shellcheck; FORMAT=json
	@node infra/compose/build/bin/check-workflows.js $(if $(filter json,$(FORMAT)),--json)

.PHONY: images
images: built ## Build our images, hold them against our rules, and write down what is in them: ONLY=app
	@node infra/compose/build/bin/images.js build $(ONLY)
	node infra/compose/build/bin/images.js check $(ONLY)
	node infra/compose/build/bin/images.js sbom $(ONLY)

.PHONY: smoke
smoke: built ## Look at every part of the running platform from outside, and name what does not work: ONLY=panels,logs PICTURES=1 FORMAT=json
	@runtime=$$($(CHOOSE) use)
	node test/build/bin/smoke.js --runtime $$runtime $(if $(ONLY),--only $(ONLY)) $(if $(PICTURES),--pictures) $(if $(filter json,$(FORMAT)),--json)

.PHONY: test-faults
test-faults: native-only ## Kill parts of the platform under load, and count what is lost or doubled: ROUNDS=20 KINDS=broker,postgres SEED=1 FORMAT=json
	@node test/build/bin/test-faults.js $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(KINDS),--kinds $(KINDS)) $(if $(SEED),--seed $(SEED)) $(if $(filter json,$(FORMAT)),--json)

.PHONY: test-fresh
test-fresh: bootstrap ## Run what the README says, its tour and drill, then make test, on a bare Debian 12 by debootstrap; needs root: ONLY=dev-up or ONLY=test; KEEP=1 keeps one that failed
	@node infra/testbed/build/bin/test-fresh.js $(if $(ONLY),--only $(ONLY)) $(if $(KEEP),--keep)

.PHONY: coverage
coverage: native-only bootstrap ## Run all tests but the drills, and say how many lines they ran, in the unit tests and in the platform's processes together
	@$(PLATFORM) install --with-tests
	$(PLATFORM) down
	rm -rf coverage
	unit=0; jest --config jest.config.js --coverage || unit=$$?
	component=0; NODE_V8_COVERAGE=$(CURDIR)/coverage/raw jest --config test/jest.config.js --runInBand --testPathIgnorePatterns '/drills\.test\.ts$$' $(if $(ONLY),--testPathPatterns $(ONLY)) || component=$$?
	c8 report --temp-directory coverage/raw --merge-async --exclude-after-remap --include '**/src/**' --reporter json --reports-dir coverage/processes
	total=0; node test/build/bin/coverage.js coverage/unit/coverage-final.json coverage/processes/coverage-final.json || total=$$?
	exit $$(( unit || component || total ))

.PHONY: test-api-fuzz
test-api-fuzz: native-only ## Send the API all that its OpenAPI document allows, and what it does not: EXAMPLES=500 an operation, SEED=1
	@node test/build/bin/test-api-fuzz.js $(if $(EXAMPLES),--examples $(EXAMPLES)) $(if $(SEED),--seed $(SEED))

.PHONY: bench
bench: native-only ## Measure ratios on the running platform: ONLY=api-latency ROUNDS=10 SEED=1 FORMAT=json
	@node test/build/bin/bench.js $(if $(ONLY),--only $(ONLY)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SEED),--seed $(SEED)) $(if $(filter json,$(FORMAT)),--json)

.PHONY: clean
clean: ## Remove what was compiled; data, caches and settings stay
	@rm -rf */build infra/*/build drills/console/build coverage $(RESULTS)
	find . -name '*.tsbuildinfo' -not -path './node_modules/*' -delete
