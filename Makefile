# Every target is a command with a purpose; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup build demo picture sandbox test conformance simulate mutants image chart lint lint-manifests format crds \
  clean

# Debug builds everywhere, so that `make demo` and `make test` share what they build.

SWIFT_FILES := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install missing system packages (Debian; asks apt only for what is missing)
	@Scripts/setup

build: ## build the command: .build/debug/evenkeel
	@Scripts/setup build
	swift build --product evenkeel

demo: ## run the four demo scenarios on a sandbox with a real Prometheus
	@Scripts/setup build demo
	swift build --product evenkeel
	@.build/debug/evenkeel demo

picture: ## play the stories and write docs/images/demo-timeline.svg
	@Scripts/setup build demo
	swift build --product evenkeel
	@mkdir -p docs/images
	@.build/debug/evenkeel demo --picture docs/images/demo-timeline.svg

sandbox: ## start the sandbox and a Prometheus, and keep them until Ctrl-C
	@Scripts/setup build demo
	swift build --product evenkeel
	@.build/debug/evenkeel sandbox --prometheus

# In five runs: what keeps every core busy, the pure modules and the backtests, would make those that talk over sockets
# miss their deadlines; so would the processes that the last ones start, some of them operators and clusters.
SHELLS := HTTPTransportTests|PrometheusClientTests|KubernetesClientTests|KubernetesRuntimeTests|EvenkeelSandboxTests|EvenkeelOperatorTests
BACKTESTS := EvenkeelBacktestTests
COMMANDS := EvenkeelCommandTests
CLUSTERS := ConformanceTests

test: ## run the tests and the lint
	@Scripts/setup
	swift build --build-tests
	swift build --package-path Benchmarks
	@Scripts/test --skip '$(SHELLS)|$(BACKTESTS)|$(COMMANDS)|$(CLUSTERS)'
	@Scripts/test --filter '$(SHELLS)'
	@Scripts/test --filter '$(BACKTESTS)'
	@Scripts/test --filter '$(COMMANDS)'
	@Scripts/test --filter '$(CLUSTERS)'
	@$(MAKE) --no-print-directory lint

conformance: ## run the conformance tests; CLUSTER=FILE is the kubeconfig of a cluster to run them on as well
	@Scripts/setup
	swift build --build-tests
	@$(if $(CLUSTER),EVENKEEL_TEST_KUBECONFIG='$(CLUSTER)') Scripts/test --filter '$(CLUSTERS)'

SEEDS ?= 100
FROM ?= 1

simulate: ## check the promises in virtual time, under faults; SEEDS=100 FROM=1
	@Scripts/setup build
	swift build -c release --product evenkeel
	@.build/release/evenkeel simulate --seeds $(SEEDS) --from $(FROM)

mutants: ## plant bugs, and see the simulation find each of them
	@Scripts/mutants

IMAGE ?= evenkeel:dev
BUILDER := $(firstword $(foreach name,docker podman buildah,$(if $(shell command -v $(name)),$(name))))

image: ## build the container image with docker, podman or buildah; IMAGE=evenkeel:dev
	@test -n '$(BUILDER)' || { echo 'docker, podman or buildah is required to build the image'; exit 1; }
	$(BUILDER) build --tag $(IMAGE) .

chart: ## check the Helm chart against the manifests; needs the Python package helm-python-sdk
	@Scripts/check-chart

lint: ## check the format of the sources
	swift format lint --strict --recursive --parallel $(SWIFT_FILES)

lint-manifests: ## lint manifests, chart, Dockerfile, workflows and alerts, as far as the tools are there
	@Scripts/lint-manifests

format: ## format the sources
	swift format --in-place --recursive --parallel $(SWIFT_FILES)

crds: build ## write Manifests/crds and Manifests/admission from the types
	@Scripts/write-crds

clean: ## remove what was built
	swift package clean
