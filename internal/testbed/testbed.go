// Package testbed holds the real things that tests run against: a throw-away PostgreSQL and a headless Chromium.
// When one of them is missing a test fails and says what to install. It never skips.
package testbed
