SHELL := /bin/bash
GOLANGCI_LINT := v2.15.0
FUZZTIME ?= 20s
BENCH ?= .
KILLS ?= 20
SEED ?= 1
COUNT ?= 300
OUT ?= data/audit
SHEETS ?= $(OUT)/sheets

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Serve on http://localhost:8080 with sample data, kept in ./data
	@mkdir -p data
	./bin/touchstone serve --addr :8080 --db data/touchstone.db --demo

.PHONY: build
build: ## Build ./bin/touchstone, one file without cgo
	@echo "Building bin/touchstone; the first time takes about a minute"
	@CGO_ENABLED=0 go build -trimpath -o bin/touchstone ./cmd/touchstone

.PHONY: test
test: ## Check and test everything on SQLite, PostgreSQL and in Chromium
	@.ci/stages tools generated format vet build tests

.PHONY: check
check: ## Check generated code, format and vet, without tests
	@.ci/stages generated format vet

.PHONY: generate
generate: ## Write the Go code of the templates
	go tool templ generate --include-version=false -path views

.PHONY: bench
bench: ## Measure on SQLite and PostgreSQL (BENCH=regexp)
	go run ./internal/testbed/postgres fsync=on full_page_writes=on \
		go test -run '^$$' -bench '$(BENCH)' -benchmem ./...

.PHONY: crash
crash: ## Kill the program under 50 people who answer, on both databases (KILLS=20)
	KILLS=$(KILLS) go run ./internal/testbed/postgres fsync=on full_page_writes=on \
		go test -run 'TestACrashLosesNoAcknowledgedAnswer' -count=1 -timeout 1h -v ./cmd/touchstone

.PHONY: fuzz
fuzz: ## Fuzz every target in turn (FUZZTIME=20s)
	@set -euo pipefail; for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package; \
		done; \
	done

.PHONY: counts
counts: ## Count what the library teaches and check it against its figures
	go run ./cmd/touchstone counts

.PHONY: audit
audit: ## Draw questions for blind judges (GUIDES=folder, without it the library; SEED=1 COUNT=300 OUT=data/audit)
	go run ./cmd/touchstone audit draw $(if $(GUIDES),"$(GUIDES)") --seed $(SEED) --count $(COUNT) --out "$(OUT)"

.PHONY: audit-score
audit-score: ## Score what judges wrote (SHEETS=data/audit/sheets)
	go run ./cmd/touchstone audit score "$(SHEETS)"

.PHONY: lint
lint: .cache/bin/golangci-lint-$(GOLANGCI_LINT) ## Run golangci-lint
	$< run ./...

.cache/bin/golangci-lint-$(GOLANGCI_LINT):
	GOBIN=$(CURDIR)/.cache/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT)
	mv .cache/bin/golangci-lint $@
